/** A typed array of any kind, used only for its items. */
export type Items = Iterable<unknown> & ArrayLike<unknown>;

/** Not by constructor: tests and guards replace it. */
export function isDate(value: object): value is { toJSON(): string | null } {
  return Object.prototype.toString.call(value) === '[object Date]';
}

export function isTypedArray(value: object): value is Items {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}
