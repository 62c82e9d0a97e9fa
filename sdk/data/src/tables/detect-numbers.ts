import { entryAt, shownText } from '@disco-engine/kernel';
import { trimmed } from './conversion.js';
import { isGrouped, isNumberOf, isPlain, shownFormat, type NumberFormat } from './number-format.js';
import type { StagedColumn, StagedTable } from './staged-table.js';
import type { Staging } from './staging.js';
import type { TableReading } from './table-options.js';

/** A column with at least this share of numbers counts as numeric, perhaps with some mistakes. */
const NEARLY_ALL = 0.8;

const PLAIN: NumberFormat = { decimal: '.' };

/** From the simplest on: if two formats explain the same cells, the first one applies. */
const FORMATS: readonly NumberFormat[] = [
  PLAIN,
  { decimal: ',' },
  { decimal: '.', thousands: ',' },
  { decimal: ',', thousands: '.' },
  { decimal: '.', thousands: ' ' },
  { decimal: ',', thousands: ' ' },
  { decimal: '.', thousands: "'" },
  { decimal: ',', thousands: "'" },
];

interface Counts {
  readonly column: StagedColumn;
  readonly filled: number;
  /** Number of cells that are numbers in each format. */
  readonly fits: readonly number[];
}

/**
 * Adds the number format to a table.
 *
 * @param taken names of columns that hold keys or labels, whatever their cells look like
 */
export async function withNumberFormat(
  table: StagedTable,
  options: TableReading,
  taken: readonly (string | undefined)[],
  staging: Staging,
): Promise<StagedTable> {
  const candidates = table.columns.filter(({ name, kind }) => {
    const type = Object.entries(options.columns ?? {}).find(([own]) => own === name)?.[1];
    const isNumber = type === undefined || type === 'float64' || type === 'int32' || type === 'int64';
    return kind === 'loose' && isNumber && !taken.includes(name) && options.ignore?.includes(name) !== true;
  });
  const numbers = await numberFormatOf(options, table, candidates, staging);
  if (isPlain(numbers)) return table;
  return { ...table, columns: table.columns.map((column) => ({ ...column, numbers })) };
}

/**
 * The number format of a table, from its options or else from its cells: one format for all columns. Reports what it assumes, and rejects
 * ambiguous numbers.
 *
 * @param columns columns that may hold numbers
 */
async function numberFormatOf(
  { decimal, thousands }: TableReading,
  table: StagedTable,
  columns: readonly StagedColumn[],
  staging: Staging,
): Promise<NumberFormat> {
  if (decimal !== undefined || thousands !== undefined) return { decimal: decimal ?? '.', thousands };
  if (table.location.kind !== 'csv' || table.rows === 0) return PLAIN;
  const odd = await numericOnes(table, await suspects(table, columns, staging), staging);
  if (odd.length === 0) return PLAIN;
  const numeric = await numericOnes(table, columns, staging);
  const total = FORMATS.map((_, at) => numeric.reduce((sum, { fits }) => sum + (fits[at] ?? NaN), 0));
  const format = entryAt(FORMATS, total.indexOf(Math.max(...total)));
  const own = FORMATS.indexOf(format);
  const file = table.shown;
  let isMixed = false;
  for (const { column, fits } of numeric) {
    const best = Math.max(...fits);
    const other = entryAt(FORMATS, fits.indexOf(best));
    if ((fits[own] ?? NaN) < NEARLY_ALL * best) {
      const message = `column ${shownText(column.name)} has numbers ${shownFormat(other)}, but other columns have numbers ${shownFormat(format)}; set decimal and thousands, and declare columns that are not numbers as 'text'`;
      staging.report.add('NUMBERS_AMBIGUOUS', message, { file });
      isMixed = true;
    }
  }
  const rival = isMixed ? undefined : await rivalOf(format, table, numeric, total, staging);
  if (rival !== undefined) {
    const names = numeric.map(({ column }) => shownText(column.name)).join(', ');
    const message = `the numbers of ${names} can be read ${shownFormat(format)} or ${shownFormat(rival)}; set decimal and thousands to choose`;
    staging.report.add('NUMBERS_AMBIGUOUS', message, { file });
  } else if (!isPlain(format) && !isMixed) {
    const names = numeric.map(({ column }) => shownText(column.name)).join(', ');
    const message = `numbers are read ${shownFormat(format)}, judging by ${names}; set decimal and thousands to be sure`;
    staging.assumed.add('NUMBERS_ASSUMED', message, { file });
  }
  return format;
}

/** Columns with a cell that is not a plain number. In a file with semicolons, a point may also separate thousands. */
async function suspects(
  table: StagedTable,
  columns: readonly StagedColumn[],
  { database }: Staging,
): Promise<readonly StagedColumn[]> {
  if (columns.length === 0) return [];
  const signs = [',', ' ', '\u00A0', '\u2009', '\u202F', "''", '’', ...(table.delimiter === ';' ? ['.'] : [])];
  const conditions = columns.map((column) => {
    const text = trimmed(column);
    const some = signs.map((sign) => `contains(${text}, '${sign}')`).join(' OR ');
    // Digits, and the characters that may precede them, sort before all letters.
    return `coalesce(bool_or(left(${text}, 1) <= '9' AND (${some})), false)`;
  });
  const found = await database.rows(`SELECT ${conditions.join(', ')} FROM ${table.relation}`);
  return columns.filter((_, at) => found[0]?.[at] === true);
}

/** Columns in which most cells are numbers in some format. */
async function numericOnes(
  table: StagedTable,
  columns: readonly StagedColumn[],
  { database }: Staging,
): Promise<readonly Counts[]> {
  if (columns.length === 0) return [];
  const terms = columns.flatMap((column) => {
    const text = trimmed(column);
    return [`count(${text})`, ...FORMATS.map((format) => `count(*) FILTER (${isNumberOf(text, format)})`)];
  });
  const numbers = await database.numbers(`SELECT ${terms.join(', ')} FROM ${table.relation}`);
  const each = FORMATS.length + 1;
  return columns.flatMap((column, at): Counts[] => {
    const [filled = NaN, ...fits] = numbers.slice(at * each, (at + 1) * each);
    return filled > 0 && Math.max(...fits) >= NEARLY_ALL * filled ? [{ column, filled, fits }] : [];
  });
}

/** Another format that gives the same cells different values: `1,234` is 1.234 to some readers and 1234 to others. */
async function rivalOf(
  format: NumberFormat,
  table: StagedTable,
  numeric: readonly Counts[],
  total: readonly number[],
  { database }: Staging,
): Promise<NumberFormat | undefined> {
  // A point is the decimal sign of CSV; it is ambiguous only if semicolons suggest a locale with decimal commas.
  if (isPlain(format) && table.delimiter !== ';') return undefined;
  const most = Math.max(...total);
  const rivals = FORMATS.filter(({ thousands }, at) => thousands === format.decimal && total[at] === most);
  for (const rival of rivals) {
    const grouped = numeric.map(
      ({ column }) =>
        `count(*) FILTER (${isNumberOf(trimmed(column), rival)} AND ${isGrouped(trimmed(column), rival)})`,
    );
    const counts = await database.numbers(`SELECT ${grouped.join(', ')} FROM ${table.relation}`);
    if (counts.some((count) => count > 0)) return rival;
  }
  return undefined;
}
