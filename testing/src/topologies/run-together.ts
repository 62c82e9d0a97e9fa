/**
 * Runs all workers at the same time. If one fails, the others are stopped, and its error is thrown when all have ended.
 *
 * @param run ends soon after the signal
 */
export async function runTogether<Result>(
  workers: number,
  run: (worker: number, signal: AbortSignal) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result[]> {
  const control = new AbortController();
  const stop = (): void => control.abort(signal?.reason);
  if (signal?.aborted === true) stop();
  signal?.addEventListener('abort', stop);
  let first: { readonly cause: unknown } | undefined;
  const attempt = async (worker: number): Promise<Result[]> => {
    try {
      return [await run(worker, control.signal)];
    } catch (cause) {
      first ??= { cause };
      control.abort(cause);
      return [];
    }
  };
  try {
    const results = await Promise.all(Array.from({ length: workers }, (_, worker) => attempt(worker)));
    if (first !== undefined) throw first.cause;
    return results.flat();
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
