import { openDuckDb, type DuckDb } from '../duckdb/open-duckdb.js';

/** What is kept open for the next log: to open a database takes longer than to write a short log. */
let spare: DuckDb | undefined;

/** An empty database in memory, for the caller alone; to be given back or closed. */
export async function takeDatabase(): Promise<DuckDb> {
  const taken = spare;
  spare = undefined;
  return taken ?? openDuckDb(':memory:');
}

/** Takes back a database that has these tables and no more, or closes it where there is one already. */
export async function giveBackDatabase(db: DuckDb, tables: readonly string[]): Promise<void> {
  try {
    await db.connection.run(tables.map((table) => `DROP TABLE ${table}`).join('; '));
  } catch {
    db.close();
    return;
  }
  if (spare === undefined) spare = db;
  else db.close();
}
