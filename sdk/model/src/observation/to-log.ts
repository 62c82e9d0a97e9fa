import { DiscoError } from '@disco-engine/kernel';
import type { Observer } from 'rxjs';
import { kindOf, type ObservedRecord } from './observed-record.js';
import { warn } from '../platform/warn.js';
import { plainFields } from './plain-fields.js';
import { recordLine } from './record-line.js';

/** From the least to the most important. */
export type RecordLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error';

/**
 * A logger with a method for this level that takes the fields first, then the message, as those of pino do. A child logger adds
 * its own fields. The console also qualifies, and gets lines.
 */
export type RecordLogger<Level extends RecordLevel = 'info'> = {
  readonly [Method in Level]: (fields: object, message: string) => void;
} & {
  /** If present, no fields are made for a level that is not logged. */
  isLevelEnabled?(level: string): boolean;
};

type Console = Readonly<Record<Exclude<RecordLevel, 'trace'>, (line: string) => void>>;

/**
 * An observer that writes each record to a logger before the run goes on. A logger gets the fields of the record, with its kind
 * as the message: `activation`, `send`, `wakeup`, `timer`, `promise`, `state`, `point`. The console gets one readable line.
 *
 * One observer may subscribe to several observables. If the logger throws, the run goes on with the same result, this observer
 * stops writing, and the process emits one warning, `LOGGER_FAILED`.
 *
 * @example
 * simulation.activations.pipe(ofNodes('shop/*'), between(100, 120)).subscribe(toLog(pino()));
 * merge(simulation.sends, simulation.wakeups).subscribe(toLog(console));
 */
export function toLog<Level extends RecordLevel = 'info'>(
  logger: RecordLogger<NoInfer<Level>>,
  level: Level = 'info' as Level,
): Pick<Observer<ObservedRecord>, 'next'> {
  const write = isConsole(logger) ? toConsole(logger, level) : toLogger(logger, level);
  let failed = false;
  return {
    next(record) {
      if (failed) return;
      try {
        write(record);
      } catch (error) {
        failed = true;
        warn(loggerFailed(record, error));
      }
    },
  };
}

function toLogger<Level extends RecordLevel>(
  logger: RecordLogger<Level>,
  level: Level,
): (record: ObservedRecord) => void {
  return (record) => {
    if (logger.isLevelEnabled?.(level) === false) return;
    logger[level](plainFields(record), kindOf(record));
  };
}

/** Every console identifies itself this way: the one of the platform, and those that Node makes from two streams. */
function isConsole(logger: object): logger is Console {
  return Object.prototype.toString.call(logger) === '[object console]';
}

/** `console.trace` would print a stack trace with each line. */
function toConsole(console: Console, level: RecordLevel): (record: ObservedRecord) => void {
  const method = level === 'trace' ? 'debug' : level;
  return (record) => console[method](recordLine(record));
}

function loggerFailed(record: ObservedRecord, cause: unknown): DiscoError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const { epoch } = record;
  const place = 'node' in record ? { node: record.node, epoch } : { epoch };
  return new DiscoError(
    'LOGGER_FAILED',
    `a logger threw at the ${kindOf(record)} of epoch ${epoch} and gets no more records; the run goes on: ${reason}`,
    place,
    { cause },
  );
}
