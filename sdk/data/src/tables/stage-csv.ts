import { csvLayout, SAMPLE_LINES, type CsvLayout } from './csv-layout.js';
import { CsvRows, type CsvRow } from './csv-rows.js';
import { fileLines, type FileLine } from './file-lines.js';
import { tooLarge } from './plan-import.js';
import { quotedPath, quotedText } from '../duckdb/sql-text.js';
import type { StagedColumn, StagedTable } from './staged-table.js';
import { CareNeeded, type Staging } from './staging.js';
import type { FileLocation } from './table-location.js';
import type { TableReading } from './table-options.js';
import { encodingOf } from './text-encoding.js';
import { TextRows } from './text-rows.js';

interface CsvHeader extends CsvLayout {
  readonly names: readonly (string | null)[];
  readonly encoding: string;
  /** Whether the header is exactly the first line of a file that DuckDB can read directly. */
  readonly plain: boolean;
}

/** Reads a CSV file: all at once with DuckDB, or row by row if care is needed. */
export async function stageCsv(
  location: FileLocation,
  reading: TableReading,
  staging: Staging,
): Promise<StagedTable | undefined> {
  const { report, limits, careful } = staging;
  const file = location.shown;
  const header = await readHeader(location, reading, staging);
  if (header === 'empty') report.add('FILE_EMPTY', 'the file is empty; it needs a header with column names', { file });
  if (typeof header === 'string') return undefined;
  const { names } = header;
  if (names.length > limits.columns)
    return void tooLarge(report, `there are ${names.length} columns`, 'columns', limits.columns, file);
  const read =
    careful || !header.plain
      ? await readRows(location, header, reading, staging)
      : await readAll(location, header, reading, staging);
  const { database } = staging;
  const all = names.map((name, index) => ({ name, sql: `c${index}` }));
  const filled = await database.numbers(
    `SELECT ${all.map(({ sql }) => `count(${sql})`).join(', ')} FROM ${read.relation}`,
  );
  const columns = all.flatMap(({ name, sql }, index): StagedColumn[] => {
    if (name !== null) return [{ name, sql, kind: 'loose', type: 'text' }];
    // Programs that end every line with a delimiter write a last column without a name or values.
    if ((filled[index] ?? NaN) > 0)
      report.add('COLUMN_UNNAMED', `column ${index + 1} has values but no name`, { file, line: 1 });
    return [];
  });
  return { shown: file, location, columns, delimiter: header.delimiter, ...read };
}

async function readHeader(
  location: FileLocation,
  reading: TableReading,
  staging: Staging,
): Promise<CsvHeader | 'empty' | 'broken'> {
  const { report, limits, careful } = staging;
  const encoding = await encodingOf(location, reading.encoding, staging);
  const sample: FileLine[] = [];
  for await (const line of fileLines(location.path, location.gzip, limits.lineBytes, encoding)) {
    // The encoding of a file that is not UTF-8 is only detected in a careful attempt.
    if (line.fault !== undefined && !careful) throw new CareNeeded();
    if (line.fault !== undefined || line.text.trim() !== '' || sample.length > 0) sample.push(line);
    if (sample.length === SAMPLE_LINES) break;
  }
  const layout = csvLayout(location, reading, sample, staging);
  const rows = new CsvRows(layout.delimiter, reading.emptyText === true, limits.lineBytes);
  const headerOf = (found: readonly CsvRow[], last: number): CsvHeader | 'broken' | undefined => {
    const row = found.find((each) => 'fault' in each || !isBlank(each.cells));
    if (row === undefined) return undefined;
    const plain = row.line === 1 && last === 1 && encoding === 'utf-8' && layout.comment === undefined;
    if ('cells' in row) return { names: row.cells, ...layout, encoding, plain };
    report.add(row.fault.code, row.fault.message, { file: location.shown, line: row.line });
    return 'broken';
  };
  for (const line of sample) {
    if (isComment(line, rows, layout)) continue;
    const header = headerOf(rows.push(line), line.line);
    if (header !== undefined) return header;
  }
  return headerOf(rows.finish(), Infinity) ?? 'empty';
}

async function readAll(
  { path, gzip }: FileLocation,
  { names, delimiter }: CsvHeader,
  { emptyText = false }: TableReading,
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
    throw new CareNeeded('DuckDB cannot read the file', { cause: error });
  }
  await database.run(
    `CREATE VIEW ${relation} AS SELECT rowid::INTEGER AS "row", NULL::INTEGER AS line, * FROM ${table}`,
  );
  const rows = await database.number(`SELECT count(*) FROM ${table}`);
  return { relation, rows, lossy: false };
}

async function readRows(
  { path, gzip, shown: file }: FileLocation,
  header: CsvHeader,
  { emptyText = false }: TableReading,
  { database, report, limits, mostRows }: Staging,
): Promise<Pick<StagedTable, 'relation' | 'rows' | 'lossy'>> {
  const { names, delimiter, encoding } = header;
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
    report.add('ROW_RAGGED', `the row has ${cells}, but the header has ${names.length} columns`, place);
  };
  for await (const line of fileLines(path, gzip, limits.lineBytes, encoding)) {
    if (isComment(line, rows, header)) continue;
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

/** Whether a line is a comment; within quotes, it is part of a cell. */
function isComment({ text }: FileLine, rows: CsvRows, { comment }: CsvLayout): boolean {
  return comment !== undefined && !rows.isOpen && text.startsWith(comment);
}
