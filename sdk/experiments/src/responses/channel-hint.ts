import { nearName, shownText } from '@disco-engine/kernel';

/** Maximum number of names in a message. */
const SHOWN = 5;

/** A hint for an unknown channel: the one with the closest spelling, or some of the existing ones. */
export function channelHint(wanted: string, known: Iterable<string>): string {
  const names = [...known];
  const near = nearName(wanted, names);
  if (near !== undefined) return `did you mean ${shownText(near)}?`;
  return names.length === 0
    ? 'none was logged'
    : `there are ${names.length}, such as ${names.slice(0, SHOWN).join(', ')}`;
}
