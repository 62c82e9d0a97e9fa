import { valueText } from './stored-value.js';

const LONGEST = 80;

/** A parameter value for display, including values that JSON cannot express: `Infinity`, `5n`, `-0`. */
export function parameterText(value: unknown): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'bigint') return `${value}n`;
  const text = valueText(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
