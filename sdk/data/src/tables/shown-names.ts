import { shownText } from '@disco-engine/kernel';

/** A list of names for messages, shortened if it is long. */
export function shownNames(names: readonly string[]): string {
  const some = names.slice(0, 30).map(shownText).join(', ');
  return names.length > 30 ? `${some} and ${names.length - 30} more` : some || 'none';
}
