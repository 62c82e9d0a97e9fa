/**
 * Tells whether a name fits any of some patterns, where `*` stands for any text, also for none. A name that was asked for before
 * costs one look-up.
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
