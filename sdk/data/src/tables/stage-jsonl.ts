import { shownText } from '@disco-engine/kernel';
import { fileLines } from './file-lines.js';
import { tooLarge } from './plan-import.js';
import { quotedPath, quotedText } from '../duckdb/sql-text.js';
import type { StagedColumn, StagedTable } from './staged-table.js';
import { CareNeeded, type Staging } from './staging.js';
import type { TableDatabase } from './table-database.js';
import type { FileLocation } from './table-location.js';
import type { TableReading } from './table-options.js';
import { encodingOf } from './text-encoding.js';
import { TextRows } from './text-rows.js';
import { wantedColumns } from './wanted-columns.js';

/** Reads a file with a JSON object on each line: all at once with DuckDB, or line by line if care is needed. */
export async function stageJsonl(
  location: FileLocation,
  reading: TableReading,
  staging: Staging,
): Promise<StagedTable | undefined> {
  const { database, report, limits, careful } = staging;
  const file = location.shown;
  const encoding = await encodingOf(location, reading.encoding, staging);
  const byLine = careful || encoding !== 'utf-8';
  const { documents, lossy } = byLine ? await readLines(location, encoding, staging) : await readAll(location, staging);
  const [rows = NaN, objects = NaN] = await database.numbers(
    `SELECT count(*), count(*) FILTER (json_type(c0) = 'OBJECT') FROM ${documents}`,
  );
  if (objects < rows) throw new CareNeeded();
  const names = rows === 0 ? wantedColumns(reading) : await columnNames(database, documents);
  if (names.length > limits.columns)
    return void tooLarge(report, `there are ${names.length} columns`, 'columns', limits.columns, file);
  const relation = database.newName();
  const pointers = names.map((name) => quotedText(`/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`));
  const cells = names.map((_, index) => `nullif(cells[${index + 1}], 'null') AS c${index}`);
  await database.run(
    `CREATE TABLE ${relation} AS SELECT ${['"row"', 'line', ...cells].join(', ')}
     FROM (SELECT "row", line, json_extract(c0, [${pointers.join(', ')}]) AS cells FROM ${documents})`,
  );
  await database.run(`DROP TABLE ${documents}`);
  const columns = await jsonColumns(database, relation, names);
  return { shown: file, location, relation, rows, columns, lossy };
}

interface Documents {
  /** Name of a table with `"row"`, `line` and the document as `c0`. */
  readonly documents: string;
  readonly lossy: boolean;
}

async function readAll({ path, gzip }: FileLocation, { database, limits, mostRows }: Staging): Promise<Documents> {
  const documents = database.newName();
  const options = `maximum_object_size = ${limits.lineBytes}, compression = ${gzip ? `'gzip'` : `'none'`}`;
  try {
    await database.run(
      `CREATE TABLE ${documents} AS
       SELECT (row_number() OVER () - 1)::INTEGER AS "row", NULL::INTEGER AS line, json AS c0
       FROM (SELECT json FROM read_ndjson_objects(${quotedPath(path)}, ${options}) LIMIT ${mostRows + 1})`,
    );
  } catch (error) {
    throw new CareNeeded('DuckDB cannot read the file', { cause: error });
  }
  const repeated = await database.number(
    `SELECT count(*) FROM ${documents} WHERE len(json_keys(c0)) <> len(list_distinct(json_keys(c0)))`,
  );
  if (repeated > 0) throw new CareNeeded();
  return { documents, lossy: false };
}

async function readLines(
  { path, gzip, shown: file }: FileLocation,
  encoding: string,
  { database, report, limits, mostRows }: Staging,
): Promise<Documents> {
  const texts = await TextRows.create(database, 1);
  let lossy = false;
  const refuse = (code: string, message: string, line: number): void => {
    lossy = true;
    report.add(code, message, { file, line });
  };
  for await (const { line, text, fault } of fileLines(path, gzip, limits.lineBytes, encoding)) {
    if (fault === 'not-text')
      refuse('TEXT_INVALID', 'the line is not UTF-8 text; save the file in UTF-8, or set its encoding', line);
    else if (fault === 'too-long')
      refuse('TABLE_TOO_LARGE', 'the line is longer than limits.lineBytes; raise the limit if that is intended', line);
    else if (text.trim() !== '') {
      const wrong = faultOf(text);
      if (wrong === undefined) texts.add([text], line);
      else refuse('ROW_INVALID', wrong, line);
    }
    if (texts.size > mostRows) break;
  }
  texts.close();
  // JavaScript accepts half of a surrogate pair in JSON, but DuckDB does not.
  const odd = await database.rows(
    `SELECT line FROM ${texts.relation} WHERE NOT json_valid(c0) ORDER BY "row" LIMIT 50`,
  );
  for (const [line] of odd) refuse('ROW_INVALID', 'a text on the line contains half of a surrogate pair', Number(line));
  const twice = await database.rows(
    `SELECT line, list_extract(list_filter(keys, lambda key, place: list_position(keys, key) < place), 1)
     FROM (SELECT "row", line, json_keys(c0) AS keys FROM ${texts.relation} WHERE json_valid(c0))
     WHERE len(keys) <> len(list_distinct(keys)) ORDER BY "row" LIMIT 50`,
  );
  for (const [line, name] of twice)
    refuse('ROW_INVALID', `the object has field ${shownText(String(name))} twice; give each field once`, Number(line));
  const documents = database.newName();
  await database.run(
    `CREATE TABLE ${documents} AS SELECT "row", line, c0::JSON AS c0 FROM ${texts.relation} WHERE json_valid(c0)`,
  );
  await database.run(`DROP TABLE ${texts.relation}`);
  return { documents, lossy };
}

function faultOf(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return undefined;
    return 'the line is not a JSON object; write one object per line, without an array around them';
  } catch (error) {
    return `the line is not a JSON object: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Column names in the order of their first occurrence. */
async function columnNames(database: TableDatabase, documents: string): Promise<string[]> {
  const found = await database.rows(
    `SELECT name FROM (
       SELECT "row", unnest(json_keys(c0)) AS name, generate_subscripts(json_keys(c0), 1) AS place FROM ${documents}
     ) GROUP BY name ORDER BY min("row"), arg_min(place, "row")`,
  );
  return found.map(([name]) => String(name));
}

async function jsonColumns(database: TableDatabase, table: string, names: readonly string[]): Promise<StagedColumn[]> {
  const counts = names.map((_, index) => {
    const type = `json_type(c${index})`;
    const items = `list_transform(c${index}::JSON[], lambda item: json_type(item) IN ('VARCHAR', 'NULL'))`;
    const ofTexts = `CASE ${type} WHEN 'ARRAY' THEN coalesce(list_bool_and(${items}), true) ELSE false END`;
    return `count(*) FILTER (${type} = 'VARCHAR'), count(*) FILTER (${type} = 'ARRAY'),
      count(*) FILTER (${type} = 'OBJECT'), count(*) FILTER (${ofTexts}), count(c${index})`;
  });
  const found = names.length === 0 ? [] : await database.numbers(`SELECT ${counts.join(', ')} FROM ${table}`);
  return names.map((name, index): StagedColumn => {
    const [texts = NaN, lists = NaN, objects = NaN, textLists = NaN, all = NaN] = found.slice(index * 5, index * 5 + 5);
    const json = `CAST(c${index} AS VARCHAR)`;
    const plain = `(c${index} ->> '$')`;
    if (all > 0 && textLists + texts === all && textLists > 0) {
      const list = `CASE json_type(c${index}) WHEN 'ARRAY' THEN CAST(c${index} AS VARCHAR[]) ELSE [${plain}] END`;
      return { name, kind: 'texts', type: 'list of texts', sql: `(${list})`, json };
    }
    if (lists > 0 || objects > 0) return { name, kind: 'json', type: lists > 0 ? 'list' : 'object', sql: json, json };
    return { name, kind: all > 0 && texts === all ? 'text' : 'loose', type: 'JSON', sql: plain, json };
  });
}
