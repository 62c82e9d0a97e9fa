import { nearName, shownText } from '@disco-engine/kernel';

/** How many names a message has. */
const SHOWN = 5;

/** What to say of a channel that there is not: the one that is written almost alike, or some of those that there are. */
export function channelHint(wanted: string, known: Iterable<string>): string {
  const names = [...known];
  const near = nearName(wanted, names);
  if (near !== undefined) return `did you mean ${shownText(near)}?`;
  return names.length === 0
    ? 'none was logged'
    : `there are ${names.length}, such as ${names.slice(0, SHOWN).join(', ')}`;
}
