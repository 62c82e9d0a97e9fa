const MOST_SHOWN = 60;

/** A text from a table as a message shows it: in quotes, on one line, and not longer than a line. */
export function shownText(text: string): string {
  const short = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
  // Control characters, and halves of surrogate pairs that the cut may have left.
  return `'${JSON.stringify(short).slice(1, -1).replaceAll('\\"', '"').replaceAll('\\\\', '\\')}'`;
}

/** Several names, not too many of them. */
export function shownNames(names: readonly string[]): string {
  const some = names.slice(0, 30).map(shownText).join(', ');
  return names.length > 30 ? `${some} and ${names.length - 30} more` : some || 'none';
}
