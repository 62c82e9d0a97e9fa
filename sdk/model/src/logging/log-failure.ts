import { DiscoError } from '@disco-engine/kernel';
import type { LogSink } from './log-sink.js';

/** The error of a run whose log failed; a `LOG_FAILED` cause is returned as it is. */
export function logFailure({ name, file }: Pick<LogSink, 'name' | 'file'>, cause: unknown): DiscoError {
  if (cause instanceof DiscoError && cause.code === 'LOG_FAILED') return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  const where = file === undefined ? '' : ` to ${file}`;
  return new DiscoError(
    'LOG_FAILED',
    `the log could not be written: sink '${name}' failed${where}: ${reason}`,
    file === undefined ? {} : { file },
    { cause },
  );
}

/** The error for a sink that is used in a second run. */
export function sinkInUse({ name, file }: Pick<LogSink, 'name' | 'file'>): DiscoError {
  return new DiscoError(
    'LOG_IN_USE',
    `log sink '${name}' belongs to another run; create a sink for each run, and for each partition`,
    file === undefined ? {} : { file },
  );
}
