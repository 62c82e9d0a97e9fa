import { shownText } from '@disco-engine/kernel';

/** Several names, not too many of them. */
export function shownNames(names: readonly string[]): string {
  const some = names.slice(0, 30).map(shownText).join(', ');
  return names.length > 30 ? `${some} and ${names.length - 30} more` : some || 'none';
}
