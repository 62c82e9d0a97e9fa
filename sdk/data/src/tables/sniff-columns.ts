import { entryAt } from '@disco-engine/kernel';
import type { ColumnType } from '@disco-engine/sdk';
import {
  isBooleanText,
  isCodeText,
  isFiniteNumber,
  isInfinityText,
  isMomentText,
  isNanText,
  isNumberText,
  isWholeText,
} from './cell-patterns.js';
import { numberText, trimmed } from './conversion.js';
import type { StagedColumn, StagedTable } from './staged-table.js';
import type { TableDatabase } from './table-database.js';

/** The type of an undeclared column, inferred from its values. */
export interface Sniffed {
  readonly type: ColumnType;
  /** Whether the values are texts that make good labels. */
  readonly labels: boolean;
  /** Whether the column is text only because of a few cells among many numbers. */
  readonly mixed?: boolean | undefined;
  /** Whether it is text because of codes among possible numbers. */
  readonly codes?: boolean | undefined;
}

/** A text column with at least this share of numbers counts as numeric with some mistakes. */
const NEARLY_ALL = 0.8;

const SAFE = 9_007_199_254_740_992n;

const TEXT: Sniffed = { type: 'text', labels: true };

/** Infers the types of columns from all their values. */
export async function sniffColumns(
  database: TableDatabase,
  table: StagedTable,
  columns: readonly StagedColumn[],
): Promise<ReadonlyMap<StagedColumn, Sniffed>> {
  const sniffed = new Map<StagedColumn, Sniffed>();
  for (const column of columns) {
    if (column.kind === 'text' || column.kind === 'texts') sniffed.set(column, TEXT);
    if (column.kind === 'moment') sniffed.set(column, { type: 'text', labels: false });
    if (column.kind === 'float' || column.kind === 'decimal') sniffed.set(column, { type: 'float64', labels: false });
    if (column.kind === 'boolean') sniffed.set(column, { type: 'boolean', labels: false });
    if (column.kind === 'json' || column.kind === 'other') sniffed.set(column, { type: 'value', labels: false });
  }
  const whole = columns.filter(({ kind }) => kind === 'integer');
  const ranges = await aggregate(database, table, whole, ({ sql }) => [`min(${sql})`, `max(${sql})`, `count(${sql})`]);
  for (const [index, column] of whole.entries()) {
    const [least = 0n, most = 0n, count = 0n] = entryAt(ranges, index);
    const typed = /^(U?(TINY|SMALL)INT|INTEGER)$/.test(column.type);
    const type = typed ? 'int32' : count === 0n ? 'int64' : wholeType(least, most);
    sniffed.set(column, { type: type ?? 'float64', labels: false });
  }
  const loose = columns.filter(({ kind }) => kind === 'loose');
  const counts = await aggregate(database, table, loose, (column) => {
    const text = numberText(column);
    return [`count(${text})`, `count(TRY_CAST(${text} AS DOUBLE))`];
  });
  for (const [index, column] of loose.entries()) {
    const [filled = 0n, numbers = 0n] = entryAt(counts, index);
    if (filled === 0n) sniffed.set(column, { type: 'value', labels: false });
    else sniffed.set(column, await (numbers === 0n ? sniffText : sniffNumbers)(database, table, column, filled));
  }
  return sniffed;
}

async function sniffText(
  database: TableDatabase,
  table: StagedTable,
  column: StagedColumn,
  filled: bigint,
): Promise<Sniffed> {
  const text = trimmed(column);
  const counts = await aggregate(database, table, [column], () => [
    `count(*) FILTER (${isBooleanText(text)})`,
    `count(*) FILTER (${isMomentText(text)})`,
  ]);
  const [flags, moments] = entryAt(counts, 0);
  if (flags === filled) return { type: 'boolean', labels: false };
  return moments === filled ? { type: 'text', labels: false } : TEXT;
}

async function sniffNumbers(
  database: TableDatabase,
  table: StagedTable,
  column: StagedColumn,
  filled: bigint,
): Promise<Sniffed> {
  const text = numberText(column);
  const whole = isWholeText(text);
  const sound = isSoundNumber(column);
  const number = `CASE WHEN ${whole} THEN TRY_CAST(${text} AS BIGINT) END`;
  const found = await aggregate(database, table, [column], () => [
    `count(*) FILTER (${sound})`,
    `count(*) FILTER (${[isNumberText(text), isInfinityText(text), isNanText(text)].join(' OR ')})`,
    `count(*) FILTER (${whole})`,
    `min(${number})`,
    `max(${number})`,
    `count(${number})`,
    `max(length(${text})) - min(length(${text}))`,
    `count(*) FILTER (${isCodeText(text)})`,
  ]);
  const [sounds = 0n, numbers = 0n, wholes = 0n, least = 0n, most = 0n, fitting = 0n, spread = 0n, codes = 0n] =
    entryAt(found, 0);
  const nearlyAll = (count: bigint): boolean => Number(count) >= NEARLY_ALL * Number(filled);
  if (sounds === 0n) return TEXT;
  if (numbers < filled) return { ...TEXT, mixed: nearlyAll(sounds) };
  if (sounds < filled) {
    // Codes of equal length, such as postal codes, are codes in every row, even where they look like numbers.
    const postal = spread === 0n && sounds + codes === filled;
    return !postal && nearlyAll(sounds) ? { ...TEXT, mixed: true } : { ...TEXT, codes: true };
  }
  if (wholes < filled) return { type: 'float64', labels: false };
  // Digits beyond all number types are not numbers to calculate with.
  const type = fitting < wholes ? undefined : wholeType(least, most);
  if (type !== undefined) return { type, labels: false };
  return { ...TEXT, mixed: nearlyAll(fitting) };
}

/** SQL: whether a text cell is clearly a number, that is, not a code and within the range of a double. */
export function isSoundNumber(column: StagedColumn): string {
  const text = numberText(column);
  // JSON numbers are typed, and never codes.
  const code = column.json === undefined ? isCodeText(text) : 'false';
  return `coalesce(${isFiniteNumber(text)} AND NOT ${code}, false)`;
}

/** The type for whole numbers that suits most models: doubles as long as they are exact. */
function wholeType(least: bigint, most: bigint): ColumnType | undefined {
  if (least >= -0x80000000n && most <= 0x7fffffffn) return 'int32';
  if (least >= -SAFE && most <= SAFE) return 'float64';
  return least >= -(2n ** 63n) && most < 2n ** 63n ? 'int64' : undefined;
}

/** Aggregates for each column, all in one pass over the table. */
async function aggregate(
  database: TableDatabase,
  { relation }: StagedTable,
  columns: readonly StagedColumn[],
  terms: (column: StagedColumn) => readonly string[],
): Promise<bigint[][]> {
  if (columns.length === 0) return [];
  const all = columns.map(terms);
  const row = entryAt(await database.rows(`SELECT ${all.flat().join(', ')} FROM ${relation}`), 0);
  let at = 0;
  return all.map((own) => own.map(() => BigInt((row[at++] ?? 0) as bigint | number)));
}
