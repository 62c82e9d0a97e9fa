const LONGEST = 60;

/** A piece of an input as it may appear in a message: quoted, on one line, not too long, control characters escaped. */
export function shown(text: string): string {
  return JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
}
