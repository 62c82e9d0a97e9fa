/**
 * The actions on each file, one after another. A process can lock a file only against other processes, and loses the lock when it
 * closes the file anywhere, so it must not have one open twice.
 */
const turns = new Map<string, Promise<unknown>>();

/** Calls an action when all earlier ones on the file are done. */
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
