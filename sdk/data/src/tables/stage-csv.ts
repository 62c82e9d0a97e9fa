import { CsvRows, type CsvRow } from './csv-rows.js';
import { fileLines } from './file-lines.js';
import { tooLarge } from './plan-import.js';
import { quotedPath, quotedText } from '../duckdb/sql-text.js';
import type { StagedColumn, StagedTable } from './staged-table.js';
import { CareNeeded, type Staging } from './staging.js';
import type { FileLocation } from './table-location.js';
import { TextRows } from './text-rows.js';

/** How the text of a CSV file is meant. */
export interface CsvReading {
  readonly delimiter: string | undefined;
  readonly emptyText: boolean;
}

interface CsvHeader {
  readonly names: readonly (string | null)[];
  readonly delimiter: string;
  /** Whether it is the first line and nothing but that. */
  readonly plain: boolean;
}

/** Reads a CSV file: all at once by DuckDB, or row by row where care is needed. */
export async function stageCsv(
  location: FileLocation,
  reading: CsvReading,
  staging: Staging,
): Promise<StagedTable | undefined> {
  const { report, limits, careful } = staging;
  const file = location.shown;
  const header = await readHeader(location, reading, staging);
  if (header === 'empty')
    report.add('FILE_EMPTY', 'the file is empty; it needs a header with the names of columns', { file });
  if (typeof header === 'string') return undefined;
  const { names } = header;
  if (names.length > limits.columns)
    return void tooLarge(report, `there are ${names.length} columns`, 'columns', limits.columns, file);
  if (!careful && !header.plain) throw new CareNeeded();
  const read = careful
    ? await readRows(location, header, reading, staging)
    : await readAll(location, header, reading, staging);
  const { database } = staging;
  const all = names.map((name, index) => ({ name, sql: `c${index}` }));
  const filled = await database.numbers(
    `SELECT ${all.map(({ sql }) => `count(${sql})`).join(', ')} FROM ${read.relation}`,
  );
  const columns = all.flatMap(({ name, sql }, index): StagedColumn[] => {
    if (name !== null) return [{ name, sql, kind: 'loose', type: 'text' }];
    // Programs that end each line with a delimiter write a last column without name and values.
    if ((filled[index] ?? NaN) > 0)
      report.add('COLUMN_UNNAMED', `column ${index + 1} has values and no name`, { file, line: 1 });
    return [];
  });
  return { shown: file, location, columns, ...read };
}

async function readHeader(
  location: FileLocation,
  { delimiter, emptyText }: CsvReading,
  { report, limits }: Staging,
): Promise<CsvHeader | 'empty' | 'broken'> {
  let rows: CsvRows | undefined;
  let used = delimiter ?? ',';
  const headerOf = (found: readonly CsvRow[], last: number): CsvHeader | 'broken' | undefined => {
    const row = found.find((each) => 'fault' in each || !isBlank(each.cells));
    if (row === undefined) return undefined;
    if ('cells' in row) return { names: row.cells, delimiter: used, plain: row.line === 1 && last === 1 };
    report.add(row.fault.code, row.fault.message, { file: location.shown, line: row.line });
    return 'broken';
  };
  for await (const line of fileLines(location.path, location.gzip, limits.lineBytes)) {
    if (rows === undefined) {
      if (line.text.trim() === '' && line.fault === undefined) continue;
      used = delimiter ?? delimiterOf(line.text, location.tabs);
      rows = new CsvRows(used, emptyText, limits.lineBytes);
    }
    const header = headerOf(rows.push(line), line.line);
    if (header !== undefined) return header;
  }
  return headerOf(rows?.finish() ?? [], Infinity) ?? 'empty';
}

async function readAll(
  { path, gzip }: FileLocation,
  { names, delimiter }: CsvHeader,
  { emptyText }: CsvReading,
  { database, limits, mostRows }: Staging,
): Promise<Pick<StagedTable, 'relation' | 'rows' | 'lossy'>> {
  const columns = names.map((_, index) => `c${index}: 'VARCHAR'`).join(', ');
  const options = [
    `columns = {${columns}}`,
    `delim = ${quotedText(delimiter)}`,
    `compression = ${gzip ? `'gzip'` : `'none'`}`,
    `allow_quoted_nulls = ${!emptyText}`,
    `max_line_size = ${limits.lineBytes}`,
    `auto_detect = false, header = false, skip = 1, quote = '"', escape = '"', nullstr = ''`,
    `strict_mode = true, null_padding = false, hive_partitioning = false`,
  ].join(', ');
  const [table, relation] = [database.newName(), database.newName()];
  try {
    const source = `read_csv(${quotedPath(path)}, ${options})`;
    await database.run(`CREATE TABLE ${table} AS SELECT * FROM ${source} LIMIT ${mostRows + 1}`);
  } catch (error) {
    throw new CareNeeded('DuckDB does not read the file', { cause: error });
  }
  await database.run(
    `CREATE VIEW ${relation} AS SELECT rowid::INTEGER AS "row", NULL::INTEGER AS line, * FROM ${table}`,
  );
  const rows = await database.number(`SELECT count(*) FROM ${table}`);
  return { relation, rows, lossy: false };
}

async function readRows(
  { path, gzip, shown: file }: FileLocation,
  { names, delimiter }: CsvHeader,
  { emptyText }: CsvReading,
  { database, report, limits, mostRows }: Staging,
): Promise<Pick<StagedTable, 'relation' | 'rows' | 'lossy'>> {
  const table = await TextRows.create(database, names.length);
  const rows = new CsvRows(delimiter, emptyText, limits.lineBytes);
  let inHeader = true;
  let lossy = false;
  const keep = (row: CsvRow): void => {
    const place = { file, line: row.line };
    if ('fault' in row) {
      lossy = true;
      report.add(row.fault.code, row.fault.message, place);
      return;
    }
    if (isBlank(row.cells)) return;
    if (inHeader) {
      inHeader = false;
      return;
    }
    let width = row.cells.length;
    while (width > names.length && (row.cells[width - 1] ?? '') === '') width -= 1;
    if (width === names.length) {
      table.add(row.cells, row.line);
      return;
    }
    lossy = true;
    const cells = width === 1 ? 'one cell' : `${width} cells`;
    report.add('ROW_RAGGED', `the row has ${cells}; the header names ${names.length} columns`, place);
  };
  for await (const line of fileLines(path, gzip, limits.lineBytes)) {
    for (const row of rows.push(line)) keep(row);
    if (table.size > mostRows) break;
  }
  for (const row of rows.finish()) keep(row);
  table.close();
  return { relation: table.relation, rows: table.size, lossy };
}

function isBlank(cells: readonly (string | null)[]): boolean {
  return cells.every((cell) => cell === null || cell.trim() === '');
}

/** A header mostly tells by itself what stands between its names. */
function delimiterOf(header: string, tabs: boolean): string {
  if (tabs) return '\t';
  if (header.includes(',')) return ',';
  return [';', '\t'].find((delimiter) => header.includes(delimiter)) ?? ',';
}
