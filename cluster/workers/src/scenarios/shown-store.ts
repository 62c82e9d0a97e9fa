import { shownUrl } from '@disco-engine/kernel';

const DATABASE = /^postgres(ql)?:\/\//i;

export function isDatabase(store: string): boolean {
  return DATABASE.test(store);
}

/** A store as others are told of it: of the URL of a database only host and path, without user, password and settings. */
export function shownStore(store: string): string {
  return isDatabase(store) ? shownUrl(store).replace(DATABASE, 'postgres://') : store;
}
