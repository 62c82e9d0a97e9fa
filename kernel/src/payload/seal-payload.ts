import { copyPayload } from './copy-payload.js';

/**
 * Returns a payload that stays as it was when it was sent. Its plain objects and arrays are frozen, including the
 * sender's, so changing them later throws a TypeError. If the payload contains typed arrays, Date, Map or Set, which
 * freezing does not protect, the receivers get a deep copy.
 *
 * @param payload one that `checkPayload` has found valid
 * @returns the payload itself if freezing was enough, otherwise the copy
 */
export function sealPayload<Payload>(payload: Payload): Payload {
  if (freeze(payload, new Set())) return payload;
  const copy = copyPayload(payload);
  freeze(copy, new Set());
  return copy;
}

/**
 * Freezes what is plain, and returns whether everything was. Visits every object, even after finding one that is not
 * plain.
 */
function freeze(value: unknown, visited: Set<object>): boolean {
  if (typeof value !== 'object' || value === null || visited.has(value)) return true;
  visited.add(value);
  if (ArrayBuffer.isView(value) || value instanceof Date) return false;
  if (value instanceof Map) {
    for (const [key, entry] of value) {
      freeze(key, visited);
      freeze(entry, visited);
    }
    return false;
  }
  if (value instanceof Set) {
    for (const item of value) freeze(item, visited);
    return false;
  }
  let plain = true;
  for (const entry of Object.values(value)) plain = freeze(entry, visited) && plain;
  Object.freeze(value);
  return plain;
}
