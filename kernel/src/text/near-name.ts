/**
 * The first candidate that differs from a name at only one place, by at most two characters; for "did you mean" in
 * messages.
 */
export function nearName(name: string, candidates: Iterable<string>): string | undefined {
  for (const candidate of candidates) if (difference(name, candidate) <= 2) return candidate;
  return undefined;
}

/** Length of the rest of the longer string after removing the common prefix and the common suffix. */
function difference(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return Math.max(a.length, b.length) - start - end;
}
