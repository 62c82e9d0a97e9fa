import type { Column } from './column.js';

/**
 * A column of values given in code: of their common type, or of type `value` if they differ. undefined and null count as
 * missing.
 */
export function columnOf(values: readonly unknown[]): Column {
  const missing = Uint8Array.from(values, (value) => (value === undefined || value === null ? 1 : 0));
  const there = values.filter((_, row) => missing[row] === 0);
  const kept = there.length < values.length ? { missing } : {};
  if (there.length === 0) return { type: 'value', values: values.map(() => undefined) };
  if (there.every(isNumber)) return { type: 'float64', values: Float64Array.from(values, numberOrZero), ...kept };
  if (there.every((value) => typeof value === 'boolean'))
    return { type: 'boolean', values: Uint8Array.from(values, (value) => (value === true ? 1 : 0)), ...kept };
  if (there.every(isInt64))
    return { type: 'int64', values: BigInt64Array.from(values, (value) => (isInt64(value) ? value : 0n)), ...kept };
  if (there.every(isText)) return textColumn(values.map((value) => (isText(value) ? value : undefined)));
  return { type: 'value', values: Object.freeze(values.map((value) => value ?? undefined)) };
}

/** A text column that stores each distinct text once. */
export function textColumn(values: readonly (string | undefined)[]): Column {
  const codes = new Map<string, number>();
  const codeOf = (text: string): number => {
    const code = codes.get(text) ?? codes.size;
    if (code === codes.size) codes.set(text, code);
    return code;
  };
  const column = Int32Array.from(values, (value) => (value === undefined ? -1 : codeOf(value)));
  return { type: 'text', codes: column, texts: [...codes.keys()] };
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isInt64(value: unknown): value is bigint {
  return typeof value === 'bigint' && BigInt.asIntN(64, value) === value;
}

function numberOrZero(value: unknown): number {
  return isNumber(value) ? value : 0;
}
