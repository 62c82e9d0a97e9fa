import type { Column } from '@disco-engine/sdk';
import { valueText } from '../fields/stored-value.js';
import type { CaseResults } from '../figures/experiment-results.js';

/**
 * A column for each parameter, renamed if its name is that of another column. Names that differ only in upper and lower case are
 * the same to most of what reads tables, as SQL; such parameters are numbered, so that a query for either fails instead of taking
 * one for the other.
 *
 * @param rows number of rows of each case
 * @param others names of the columns that are not parameters
 */
export function parameterColumns(
  cases: readonly CaseResults[],
  rows: readonly number[],
  others: readonly string[],
): [string, Column][] {
  const names = [...new Set(cases.flatMap(({ parameters }) => Object.keys(parameters)))];
  const taken = new Set([...others, ...names].map(lower));
  const isTaken = new Set(others.map(lower));
  return names.map((name) => {
    const alike = names.filter((other) => lower(other) === lower(name));
    let free = alike.length === 1 ? name : `${alike.indexOf(name) + 1}_${name}`;
    if (alike.length > 1 || isTaken.has(lower(name)))
      do free = `parameter_${free}`;
      while (taken.has(lower(free)));
    const values = cases.map(({ parameters }) => (Object.hasOwn(parameters, name) ? parameters[name] : undefined));
    return [free, parameterColumn(values, rows)];
  });
}

function lower(name: string): string {
  return name.toLowerCase();
}

/**
 * A parameter as a column: of numbers or booleans if all of its values are, otherwise of texts.
 *
 * @param values by case; undefined if the case has none
 * @param rows number of rows of each case
 */
function parameterColumn(values: readonly unknown[], rows: readonly number[]): Column {
  const length = rows.reduce((sum, count) => sum + count, 0);
  const known = values.filter((value) => value !== undefined && value !== null);
  const codes = new Int32Array(length);
  let first = 0;
  for (const [number, count] of rows.entries()) {
    codes.fill(number, first, first + count);
    first += count;
  }
  const missing = Uint8Array.from(codes, (number) => ((values[number] ?? undefined) === undefined ? 1 : 0));
  if (known.every((value) => typeof value === 'number'))
    return { type: 'float64', values: Float64Array.from(codes, (number) => Number(values[number] ?? NaN)), missing };
  if (known.every((value) => typeof value === 'boolean'))
    return { type: 'boolean', values: Uint8Array.from(codes, (number) => (values[number] === true ? 1 : 0)), missing };
  const texts = values.map((value) => ((value ?? undefined) === undefined ? '' : textOf(value)));
  return { type: 'text', codes: codes.map((number, row) => (missing[row] === 1 ? -1 : number)), texts };
}

/** The complete value as text, for programs. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : valueText(value);
}
