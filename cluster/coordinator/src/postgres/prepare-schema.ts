import { DiscoError } from '@disco-engine/kernel';
import type { SqlClient } from './driver.js';
import { onlyValue } from './row-values.js';
import { LOCK } from './sql/lock.js';
import { MIGRATIONS, RENEWED } from './sql/migrations.js';

/**
 * Creates the schema, or brings an older one up to date. Several processes may do so at once.
 *
 * @throws DiscoError `COORDINATOR_NEWER`
 */
export async function prepareSchema(name: string, client: SqlClient): Promise<void> {
  if ((await formatOf(client)) === MIGRATIONS.length) return;
  await client.query('BEGIN');
  try {
    await client.query(`SELECT pg_advisory_xact_lock(${LOCK}::bigint)`);
    const format = await formatOf(client);
    if (format > MIGRATIONS.length) throw newer(name, format);
    if (format < MIGRATIONS.length) {
      for (const migration of MIGRATIONS.slice(format)) await client.query(migration);
      await client.query(RENEWED);
      await client.query(`UPDATE disco_coordinator.meta SET format = ${MIGRATIONS.length}`);
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** The format of the schema; 0 if there is none. */
async function formatOf(client: SqlClient): Promise<number> {
  // Only looks into the catalogue, which every user may read.
  const found = await client.query(`SELECT EXISTS (SELECT FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = 'disco_coordinator' AND p.proname = 'format') AS value`);
  if (onlyValue(found) !== true) return 0;
  return Number(onlyValue(await client.query('SELECT disco_coordinator.format() AS value')));
}

function newer(name: string, format: number): DiscoError {
  const message = `the coordinator ${name} has format ${format}, but this engine knows formats up to ${MIGRATIONS.length}; use the version of the engine that wrote it, or a later one`;
  return new DiscoError('COORDINATOR_NEWER', message);
}
