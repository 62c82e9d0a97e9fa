/**
 * Returns a predicate for names that match any of some patterns, in which `*` stands for any text, even an empty one. Repeated
 * names cost one lookup.
 */
export function namePatterns(patterns: readonly string[]): (name: string) => boolean {
  const expressions = patterns.map((pattern) => new RegExp(`^${pattern.split('*').map(quoted).join('.*')}$`, 's'));
  const known = new Map<string, boolean>();
  return (name) => {
    let fits = known.get(name);
    if (fits === undefined) {
      fits = expressions.some((expression) => expression.test(name));
      known.set(name, fits);
    }
    return fits;
  };
}

function quoted(text: string): string {
  return text.replace(/[\\^$.|?+()[\]{}]/g, '\\$&');
}
