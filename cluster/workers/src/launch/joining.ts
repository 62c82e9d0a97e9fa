import { DiscoError, isDiscoError } from '@disco-engine/kernel';
import { sleep, type Clock } from '@disco-engine/transports/clock';

/** Milliseconds between two attempts. */
const BETWEEN = 250;
/** Names in a message; the others are counted. */
const MOST_NAMED = 5;

/**
 * Repeats attempts to join workers that are not up yet, or that still end the run of an earlier launcher.
 *
 * @param within milliseconds for all of them together; undefined for one attempt each
 */
export function persistently(
  clock: Clock,
  within: number | undefined,
  signal: AbortSignal | undefined,
): <Result>(attempt: () => Promise<Result>) => Promise<Result> {
  const deadline = within === undefined ? undefined : clock.now() + within;
  return async (attempt) => {
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        if (signal?.aborted === true)
          throw new DiscoError('RUN_ABORTED', 'the run was canceled before all workers had come', { epoch: 0 });
        if (deadline === undefined || !isAway(error)) throw error;
        if (clock.now() >= deadline) throw waited(error, within);
        await sleep(clock, BETWEEN);
      }
    }
  };
}

/** One error for all workers that cannot be joined. */
export function allMissing(reasons: readonly Error[]): unknown {
  const [first, ...others] = reasons;
  const unreachable = reasons.filter((reason): boolean => isDiscoError(reason, 'WORKER_UNREACHABLE'));
  // Any other reason, such as a wrong token, explains more.
  if (unreachable.length < reasons.length) return reasons.find((reason) => !unreachable.includes(reason));
  if (others.length === 0) return first;
  const named = reasons.slice(0, MOST_NAMED).map(({ message }) => message);
  const more = reasons.length > MOST_NAMED ? [`and ${reasons.length - MOST_NAMED} more`] : [];
  return new DiscoError('WORKER_UNREACHABLE', [...named, ...more].join('; '), {}, { cause: first });
}

function isAway(error: unknown): error is DiscoError {
  return isDiscoError(error, 'WORKER_UNREACHABLE') || isDiscoError(error, 'WORKER_TAKEN');
}

function waited(error: Error, within: number | undefined): DiscoError {
  const message = `${error.message} (tried for ${Number(within) / 1000} s)`;
  return new DiscoError('WORKER_UNREACHABLE', message, {}, { cause: error });
}
