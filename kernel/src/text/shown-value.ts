import { printable } from './printable.js';

/** Maximum number of code units shown of a string. */
const MOST_SHOWN = 60;

/**
 * A value as error messages show it: numbers as they are, strings in quotes, so that `'3'` is not mistaken for `3`, and
 * values without a short text form by kind, such as `an object`.
 */
export function shownValue(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return shownText(value);
    case 'number':
    case 'boolean':
      return String(value);
    case 'bigint':
      return `${value}n`;
    default:
      return shownKind(value);
  }
}

/** A string in quotes, on one line, shortened if it is long. */
export function shownText(text: string): string {
  return `'${printable(text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text)}'`;
}

/** The kind of a value with its article: `a string`, `an object`, `an array`, `undefined`. */
export function shownKind(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (typeof value !== 'object') return `a ${typeof value}`;
  return Array.isArray(value) ? 'an array' : 'an object';
}
