import { isDate, isTypedArray } from './value-kinds.js';

/**
 * Converts a record to what JSON can represent, whatever its payloads are: sets and typed arrays become lists, maps become
 * lists of pairs, and numbers that JSON lacks become text.
 */
export function plainFields(record: object): object {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, plain(value)]));
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value !== 'object' || value === null || isDate(value)) return value;
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map || value instanceof Set || isTypedArray(value)) return Array.from(value, plain);
  return plainFields(value);
}
