/**
 * The first candidate that differs from a name in only one place: one or two adjacent characters that are missing, extra, wrong
 * or swapped, ignoring case. For "did you mean" in messages. Linear in the candidates.
 */
export function nearName(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  for (const candidate of candidates) {
    if (difference(wanted, candidate.toLowerCase()) <= 2) return candidate;
  }
  return undefined;
}

/** Length of the rest of the longer text after removing the common prefix and the common suffix. */
function difference(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return Math.max(a.length, b.length) - start - end;
}
