/** Edits that may separate a misspelled name from the one that was meant. */
const MOST_EDITS = 2;

/**
 * The candidate nearest to a name, for "did you mean" in messages. It differs at only one place, by at most two characters, and has
 * something in common with the name. Of two equally near candidates, the first.
 */
export function nearName(name: string, candidates: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let least = MOST_EDITS + 1;
  for (const candidate of candidates) {
    const edits = difference(name, candidate);
    if (edits >= least || edits >= Math.max(name.length, candidate.length)) continue;
    nearest = candidate;
    least = edits;
  }
  return nearest;
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
