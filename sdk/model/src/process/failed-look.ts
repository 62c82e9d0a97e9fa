import { DiscoError, printable } from '@disco-engine/kernel';
import type { Agenda, AgendaProcess } from './agenda.js';

/**
 * The error of a function of the author that failed while it was looked at for a process that waits, at the turn of another one.
 *
 * @param by who waits; undefined where it is a handler
 * @param what the function is, as in `the condition that it waits for`
 */
export function failedLook({ host }: Agenda, by: AgendaProcess | undefined, what: string, cause: unknown): DiscoError {
  if (cause instanceof DiscoError && cause.code === 'PROCESS_FAILED') return cause;
  const { node, epoch } = host;
  const who = by === undefined ? 'a wait' : `process '${printable(by.label)}'`;
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `${who} of node '${node}' failed at epoch ${epoch}, in ${what}: ${reason}`;
  return new DiscoError('PROCESS_FAILED', message, { node, epoch }, { cause });
}
