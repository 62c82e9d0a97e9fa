import { printable } from '@disco-engine/kernel';
import type { LogLevel, WorkerEvent, WorkerLog } from '@disco-engine/cluster';
import { printErrorLines } from '../terminal/print.js';
import { styled, type Line, type Style } from '../terminal/styled.js';
import { LOG_LEVELS, type LogFormat } from './log-choices.js';

const STYLES: Readonly<Record<LogLevel, Style>> = { error: 'bad', warn: 'caution', info: 'good', debug: 'faint' };

/** Writes the events of a worker to stderr, one line each. */
export function workerLog(level: LogLevel, format: LogFormat): WorkerLog {
  const least = LOG_LEVELS.indexOf(level);
  return (event) => {
    if (LOG_LEVELS.indexOf(event.level) > least) return;
    const time = new Date().toISOString();
    if (format === 'json') process.stderr.write(jsonLine(event, time));
    else printErrorLines([textLine(event, time)]);
  };
}

/** @param time in the form of ISO 8601 */
export function textLine({ level, message }: WorkerEvent, time: string): Line {
  // A message of several lines, such as that of a stalled run, stays one line of the log.
  const line = message.replaceAll(/\s*\n\s*/g, '; ');
  return [styled('faint', time), ' ', styled(STYLES[level], level.padEnd(5)), ` ${line}`];
}

/** @param time in the form of ISO 8601 */
export function jsonLine({ level, event, message, details }: WorkerEvent, time: string): string {
  return `${printable(JSON.stringify({ time, level, event, message, ...details }))}\n`;
}
