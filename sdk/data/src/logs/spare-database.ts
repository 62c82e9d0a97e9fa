import { openDuckDb, type DuckDb } from '../duckdb/open-duckdb.js';

/** Kept open for the next log, because opening a database takes longer than writing a short log. */
let spare: DuckDb | undefined;

/** An empty in-memory database for exclusive use; give it back or close it. */
export async function takeDatabase(): Promise<DuckDb> {
  const taken = spare;
  spare = undefined;
  return taken ?? openDuckDb(':memory:');
}

/** Takes back a database with exactly these tables, or closes it if there is already a spare. */
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
