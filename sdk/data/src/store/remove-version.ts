import { hasTable, tableOf } from './schema.js';
import type { StoreConnection } from './store-database.js';

/** Removes a version and all its tables. */
export async function removeVersion(connection: StoreConnection, number: number): Promise<void> {
  const parts = await connection.rows(`SELECT kind, ordinal FROM disco_parts WHERE number = ${number}`);
  for (const [kind, ordinal] of parts) {
    const part = String(kind);
    if (hasTable(part)) await connection.run(`DROP TABLE ${tableOf(number, part, Number(ordinal))}`);
  }
  for (const table of ['columns', 'parts', 'scenarios'])
    await connection.run(`DELETE FROM disco_${table} WHERE number = ${number}`);
}
