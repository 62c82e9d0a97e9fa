/** A typed array of any kind, of which only the items are asked for. */
export type Items = Iterable<unknown> & ArrayLike<unknown>;

/** Not by its constructor: tests and guards put another one in its place. */
export function isDate(value: object): value is { toJSON(): string | null } {
  return Object.prototype.toString.call(value) === '[object Date]';
}

export function isTypedArray(value: object): value is Items {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}
