/**
 * The first Ctrl-C or SIGTERM cancels the run; the second one finds no listener and kills the process.
 *
 * @param onInterrupt called before that
 */
export async function interruptible<Result>(
  run: (signal: AbortSignal) => Promise<Result>,
  onInterrupt: () => void = () => {},
): Promise<Result> {
  const controller = new AbortController();
  const interrupt = (): void => {
    onInterrupt();
    controller.abort();
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    return await run(controller.signal);
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}
