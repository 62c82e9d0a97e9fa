/** A URL as messages may show it: without user, password and parameters, whatever is in them. */
export function shownUrl(url: string): string {
  const scheme = url.slice(0, url.indexOf('://') + 3);
  // A password may have any of these characters where nobody has encoded it.
  const host = url.slice(Math.max(scheme.length, url.lastIndexOf('@') + 1)).split(/[?#]/)[0];
  return scheme + host;
}
