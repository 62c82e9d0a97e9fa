import { entryAt } from '@disco-engine/kernel';
import { tooLarge } from './plan-import.js';
import { quotedPath } from '../duckdb/sql-text.js';
import type { StagedTable } from './staged-table.js';
import type { Staging } from './staging.js';
import type { TableDatabase } from './table-database.js';
import type { FileLocation } from './table-location.js';
import { relationColumns, typedColumns } from './typed-columns.js';

/** Creates a view of a Parquet file, which is read on demand. */
export async function stageParquet(
  location: FileLocation,
  { database, report, limits }: Staging,
): Promise<StagedTable | undefined> {
  const path = quotedPath(location.path);
  const names = await columnNames(database, path);
  if (names.length > limits.columns)
    return void tooLarge(report, `there are ${names.length} columns`, 'columns', limits.columns, location.shown);
  const relation = database.newName();
  const columns = relationColumns(names.length);
  const source = `read_parquet(${path}, hive_partitioning = false`;
  if (names.some((name) => name.toLowerCase() === 'file_row_number')) {
    // The file has a column with the name that DuckDB uses for row numbers.
    const table = database.newName();
    await database.run(`CREATE TABLE ${table} AS SELECT * FROM ${source}) AS t(${columns})`);
    await database.run(
      `CREATE VIEW ${relation} AS SELECT rowid::INTEGER AS "row", NULL::INTEGER AS line, * FROM ${table}`,
    );
  } else {
    const numbered = `SELECT file_row_number, * EXCLUDE (file_row_number) FROM ${source}, file_row_number = true)`;
    await database.run(
      `CREATE VIEW ${relation} AS
       SELECT number::INTEGER AS "row", NULL::INTEGER AS line, ${columns} FROM (${numbered}) AS t(number, ${columns})`,
    );
  }
  const rows = await database.number(`SELECT count(*) FROM ${source})`);
  const typed = await typedColumns(database, relation, names);
  return { shown: location.shown, location, relation, rows, columns: typed, lossy: false };
}

/** Column names as in the file; DuckDB changes names that differ only in case. */
async function columnNames(database: TableDatabase, path: string): Promise<string[]> {
  const nodes = await database.rows(`SELECT name, num_children FROM parquet_schema(${path})`);
  const names: string[] = [];
  // Nodes of the schema follow their parents; the children of the root are the columns.
  const skip = (at: number): number => {
    let next = at + 1;
    for (let child = 0; child < Number(nodes[at]?.[1] ?? 0); child++) next = skip(next);
    return next;
  };
  for (let at = 1; at < nodes.length; at = skip(at)) names.push(String(entryAt(nodes, at)[0]));
  return names;
}
