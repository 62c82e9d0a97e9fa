import { exitCodeOf } from './signal-exit.js';

/**
 * The first Ctrl-C or SIGTERM cancels the run; the second one ends the process.
 *
 * @param onInterrupt called before the run is canceled
 */
export async function interruptible<Result>(
  run: (signal: AbortSignal) => Promise<Result>,
  onInterrupt: () => void = () => {},
): Promise<Result> {
  const controller = new AbortController();
  const interrupt = (signal: NodeJS.Signals): void => {
    // Not left to the default: PID 1 of a container gets no signal that it has no handler for.
    if (controller.signal.aborted) process.exit(exitCodeOf(signal));
    onInterrupt();
    controller.abort();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    return await run(controller.signal);
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}
