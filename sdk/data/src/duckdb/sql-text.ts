/** A quoted SQL identifier for any name. */
export function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A quoted SQL literal for any text. A zero byte would end the statement, so it is written as `chr(0)`. */
export function quotedText(text: string): string {
  const parts = text.split('\0').map((part) => `'${part.replaceAll("'", "''")}'`);
  const joined = parts.join(' || chr(0) || ');
  return parts.length === 1 ? joined : `(${joined})`;
}

/** A quoted path for places where DuckDB expands patterns; it matches only itself. */
export function quotedPath(path: string): string {
  return quotedText(globPath(path));
}

/** A pattern that matches only this path. */
export function globPath(path: string): string {
  return path.replace(/[[*?]/g, '[$&]');
}
