/** The typed arrays that data may hold, in the order of their numbers on the wire and in packed scenarios; only append. */
export const TYPED_ARRAYS = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
] as const;

const PROTOTYPES: ReadonlySet<unknown> = new Set(TYPED_ARRAYS.map((type): unknown => type.prototype));

/** Whether a prototype is that of a class in `TYPED_ARRAYS`. */
export function isTypedArrayPrototype(prototype: unknown): boolean {
  return PROTOTYPES.has(prototype);
}
