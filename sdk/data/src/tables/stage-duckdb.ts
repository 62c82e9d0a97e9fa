import { findTable } from './find-table.js';
import { tooLarge } from './plan-import.js';
import { quotedName, quotedText } from '../duckdb/sql-text.js';
import type { StagedTable } from './staged-table.js';
import type { Staging } from './staging.js';
import type { DatabaseLocation } from './table-location.js';
import { relationColumns, typedColumns } from './typed-columns.js';

/** Copies a table of a DuckDB file, so that it does not change while it is read, and the file can be closed. */
export async function stageDuckDb(
  location: DatabaseLocation,
  { database, report, limits, mostRows }: Staging,
): Promise<StagedTable | undefined> {
  const { path, table: name, shown } = location;
  const attached = database.newName();
  await database.run(`ATTACH ${quotedText(path)} AS ${attached} (READ_ONLY)`);
  try {
    const tables = await database.rows(
      `SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = '${attached}' AND NOT internal
       UNION ALL SELECT schema_name, view_name FROM duckdb_views() WHERE database_name = '${attached}' AND NOT internal
       ORDER BY ALL`,
    );
    const known = tables.map(([schema, table]) => ({ schema: String(schema), table: String(table) }));
    const found = findTable(known, name, 'main', shown, report);
    if (found === undefined) return undefined;
    const source = `${attached}.${quotedName(found.schema)}.${quotedName(found.table)}`;
    const names = (await database.rows(`DESCRIBE SELECT * FROM ${source}`)).map(([column]) => String(column));
    if (names.length > limits.columns)
      return void tooLarge(report, `there are ${names.length} columns`, 'columns', limits.columns, shown);
    const [copy, relation] = [database.newName(), database.newName()];
    await database.run(
      `CREATE TABLE ${copy} AS SELECT * FROM ${source} AS t(${relationColumns(names.length)}) LIMIT ${mostRows + 1}`,
    );
    await database.run(
      `CREATE VIEW ${relation} AS SELECT rowid::INTEGER AS "row", NULL::INTEGER AS line, * FROM ${copy}`,
    );
    const rows = await database.number(`SELECT count(*) FROM ${copy}`);
    const columns = await typedColumns(database, relation, names);
    return { shown, location, relation, rows, columns, lossy: false };
  } finally {
    await database.run(`DETACH ${attached}`);
  }
}
