import { DiscoError, printable } from '@disco-engine/kernel';
import type { Agenda, AgendaProcess } from './agenda.js';

/**
 * The error of an author's condition or filter that threw while it was evaluated for a waiting process, during the turn of
 * another one.
 *
 * @param by waiting process; undefined for a handler
 * @param what names the function, as in `the condition that it waits for`
 */
export function failedLook({ host }: Agenda, by: AgendaProcess | undefined, what: string, cause: unknown): DiscoError {
  if (cause instanceof DiscoError && cause.code === 'PROCESS_FAILED') return cause;
  const { node, epoch } = host;
  const who = by === undefined ? 'a wait' : `process '${printable(by.label)}'`;
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `${who} of node '${node}' failed at epoch ${epoch}, in ${what}: ${reason}`;
  return new DiscoError('PROCESS_FAILED', message, { node, epoch }, { cause });
}
