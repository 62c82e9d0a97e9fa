const DATABASE = /^postgres(ql)?:\/\//i;

export function isDatabase(store: string): boolean {
  return DATABASE.test(store);
}

/** A store as others are told of it: of the URL of a database only host and path, without user, password and settings. */
export function shownStore(store: string): string {
  if (!isDatabase(store)) return store;
  const scheme = store.indexOf('://') + 3;
  // An unencoded password may contain any of these characters.
  const [place = ''] = store.slice(Math.max(scheme, store.lastIndexOf('@') + 1)).split(/[?#]/);
  return `postgres://${place}`;
}
