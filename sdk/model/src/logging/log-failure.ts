import { DiscoError } from '@disco-engine/kernel';
import type { LogSink } from './log-sink.js';

/** The error of a run whose log could not be kept; an error that already is one stays as it is. */
export function logFailure({ name, file }: Pick<LogSink, 'name' | 'file'>, cause: unknown): DiscoError {
  if (cause instanceof DiscoError && cause.code === 'LOG_FAILED') return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  const where = file === undefined ? '' : ` to ${file}`;
  return new DiscoError(
    'LOG_FAILED',
    `the log could not be kept: sink '${name}' failed${where}: ${reason}`,
    file === undefined ? {} : { file },
    { cause },
  );
}

/** The error of a sink that is given to a second run. */
export function sinkInUse({ name, file }: Pick<LogSink, 'name' | 'file'>): DiscoError {
  return new DiscoError(
    'LOG_IN_USE',
    `log sink '${name}' belongs to another run; make one for each run, and one for each partition`,
    file === undefined ? {} : { file },
  );
}
