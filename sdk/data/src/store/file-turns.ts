/**
 * Serializes the actions on each file. A process can lock a file only against other processes, and loses the lock when it closes any
 * handle to the file, so it must not open the same file twice.
 */
const turns = new Map<string, Promise<unknown>>();

/** Runs an action after all earlier ones on the file. */
export function inTurn<Result>(path: string, action: () => Promise<Result>): Promise<Result> {
  const own = (turns.get(path) ?? Promise.resolve()).then(action);
  const done = own
    .catch(() => undefined)
    .then(() => {
      if (turns.get(path) === done) turns.delete(path);
    });
  turns.set(path, done);
  return own;
}
