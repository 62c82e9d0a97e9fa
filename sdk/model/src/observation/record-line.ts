import type { ActivationRecord, ReceivedEvent } from '@disco-engine/kernel';
import type { ObservedRecord } from './observed-record.js';
import { payloadText } from './payload-text.js';

/** Formats a record for people, on one line: the epoch, the port, and what happened there. Long values are truncated. */
export function recordLine(record: ObservedRecord): string {
  if ('state' in record) return `${record.epoch} the run is ${record.state}`;
  if ('value' in record) return `${record.epoch} ${record.node} logs ${record.name}[${record.index}] ${record.value}`;
  const place = `${record.epoch} ${portOf(record)}`;
  if ('events' in record) return `${place} ${received(record)}`;
  if ('timer' in record) {
    const { timer, until, payload } = record;
    if (record.canceled === true) return `${place} cancels the timer for ${timer} at ${until}`;
    return `${place} sets a timer for ${timer} at ${until} with ${payloadText(payload)}`;
  }
  if ('payload' in record) {
    const { target, payload } = record;
    return `${place} sends ${payloadText(payload)} to ${portOf(target)} for ${target.epoch}`;
  }
  if ('hard' in record && record.canceled === true) return `${place} will not wake up at ${record.until}`;
  if ('hard' in record) return `${place} ${record.hard ? 'will sleep until' : 'will wake up at'} ${record.until}`;
  const to = record.target === undefined ? 'any node' : portOf(record.target);
  return `${place} promises nothing to ${to} before ${record.until}`;
}

function received({ epoch, events }: ActivationRecord): string {
  if (events.length === 0) return 'wakes up';
  const some = events.slice(0, MOST_EVENTS).map((event) => eventText(event, epoch));
  const more = events.length > MOST_EVENTS ? `, and ${events.length - MOST_EVENTS} more` : '';
  return `receives ${some.join(', ')}${more}`;
}

/** The event may have been held back by a hard wakeup. */
function eventText({ payload, sender, simproc, epoch }: ReceivedEvent, now: number): string {
  const due = epoch === now ? '' : `, due ${epoch}`;
  return `${payloadText(payload)} from ${sender}/${simproc}${due}`;
}

function portOf({ node, simproc }: { readonly node: string; readonly simproc: string }): string {
  return `${node}/${simproc}`;
}

const MOST_EVENTS = 10;
