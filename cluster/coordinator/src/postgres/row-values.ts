import type { Alarm } from '../contract/job.js';
import type { Row } from './calls.js';

// The functions of the schema say what each column holds, and this is where a driver that disagreed would be noticed.

/** The value of a query that returns one, in a column of this name. */
export function onlyValue({ rows }: { readonly rows: readonly unknown[] }): unknown {
  return (rows as readonly Row[])[0]?.['value'] ?? null;
}

export function textIn(row: Row, name: string): string {
  const value = row[name];
  if (typeof value !== 'string') throw new TypeError(`column ${name} holds ${typeof value}, not a text`);
  return value;
}

export function optionalTextIn(row: Row, name: string): string | undefined {
  return row[name] === null ? undefined : textIn(row, name);
}

export function numberIn(row: Row, name: string): number {
  // `pg` returns numbers of 64 bits as texts.
  const value = Number(row[name]);
  if (!Number.isFinite(value)) throw new TypeError(`column ${name} holds no number`);
  return value;
}

export function optionalNumberIn(row: Row, name: string): number | undefined {
  return row[name] === null ? undefined : numberIn(row, name);
}

export function flagIn(row: Row, name: string): boolean {
  return row[name] === true;
}

export function textsIn(row: Row, name: string): readonly string[] {
  const value = row[name];
  if (!Array.isArray(value)) throw new TypeError(`column ${name} holds no list`);
  return value.map(String);
}

export function bytesIn(row: Row, name: string): Uint8Array {
  const value = row[name];
  if (!(value instanceof Uint8Array)) throw new TypeError(`column ${name} holds no bytes`);
  return value;
}

export function alarmsIn(row: Row, name: string): readonly Alarm[] {
  const value = row[name];
  if (!Array.isArray(value)) throw new TypeError(`column ${name} holds no list`);
  return value.map((one: Row) => ({
    attempt: numberIn(one, 'attempt'),
    member: textIn(one, 'member'),
    recorded: textIn(one, 'recorded'),
    reported: textIn(one, 'reported'),
  }));
}
