/**
 * A URL as messages show it: scheme, host and path, without user, password and settings. If it is not clear where a
 * password ends, because it contains characters that would have to be encoded, only the scheme is left.
 *
 * @example
 * shownUrl('postgres://me:secret@db:5432/plans?sslmode=require'); // postgres://db:5432/plans
 */
export function shownUrl(url: string): string {
  const [, scheme = '', host = '', path = ''] = /^([a-z][a-z\d+.-]*:\/\/)([^/?#]*)(.*)$/is.exec(url) ?? [];
  if (path.includes('@')) return `${scheme}…`;
  return scheme + host.slice(host.lastIndexOf('@') + 1) + path.replace(/[?#].*$/s, '');
}
