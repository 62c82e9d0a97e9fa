const LONGEST = 60;

/** An excerpt of an input for a message: quoted, on one line, truncated, with control characters escaped. */
export function shown(text: string): string {
  return JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
}
