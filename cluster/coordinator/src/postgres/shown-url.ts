/** A URL that is safe to show in messages: without user, password and parameters, whatever they contain. */
export function shownUrl(url: string): string {
  const scheme = url.slice(0, url.indexOf('://') + 3);
  // An unencoded password may contain any of these characters.
  const host = url.slice(Math.max(scheme.length, url.lastIndexOf('@') + 1)).split(/[?#]/)[0];
  return scheme + host;
}
