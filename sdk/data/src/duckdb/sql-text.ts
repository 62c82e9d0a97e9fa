/** A name as SQL writes it, whatever is in it. */
export function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as SQL writes it, whatever is in it. A zero byte would end the statement, so it is spelled out. */
export function quotedText(text: string): string {
  const parts = text.split('\0').map((part) => `'${part.replaceAll("'", "''")}'`);
  const joined = parts.join(' || chr(0) || ');
  return parts.length === 1 ? joined : `(${joined})`;
}

/** A path as SQL writes it, for itself alone, where DuckDB would take it for a pattern. */
export function quotedPath(path: string): string {
  return quotedText(globPath(path));
}

/** The pattern that only this path fits. */
export function globPath(path: string): string {
  return path.replace(/[[*?]/g, '[$&]');
}
