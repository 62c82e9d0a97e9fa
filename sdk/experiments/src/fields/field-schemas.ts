import * as v from 'valibot';

/** A type whose properties are read-only at all levels. `unknown` stays `unknown`. */
export type DeepReadonly<Value> = unknown extends Value
  ? Value
  : Value extends object
    ? { readonly [Key in keyof Value]: DeepReadonly<Value[Key]> }
    : Value;

const COUNT = 'a whole number from 0 to 1000000';
const FINITE = 'a finite number';

export const text = v.string('a string');
export const textOrNull = v.nullish(text, null);
export const flag = v.boolean('a boolean');
/** Rejects Infinity, which JSON can express as 1e999. */
export const finite = v.pipe(v.number(FINITE), v.finite(FINITE));
export const finiteOrNull = v.nullish(finite, null);
/** A number or index of folders. */
export const count = v.pipe(v.number(COUNT), v.integer(COUNT), v.minValue(0, COUNT), v.maxValue(1e6, COUNT));
/** The only format so far. */
export const format = v.literal(1, '1, the only format that this version reads');

/** A schema of an array with the given schema of its items. */
export function listOf<Item extends v.GenericSchema>(item: Item): v.ArraySchema<Item, string> {
  return v.array(item, 'an array');
}
