import { DiscoError } from '@disco-engine/kernel';
import type { SqlClient } from './driver.js';
import { onlyValue } from './row-values.js';

/** Rounds of the check: one is enough unless others use the same pool at the same moment. */
const ROUNDS = 5;

/**
 * Recognises a pooler that gives each transaction another session, such as PgBouncer in transaction mode: two connections that are open
 * at once are served by the same process of the server, or one by several.
 *
 * @throws DiscoError `COORDINATOR_UNFIT`
 */
export async function refusePooling(name: string, one: SqlClient, other: SqlClient): Promise<void> {
  const first = await processOf(one);
  for (let round = 0; round < ROUNDS; round++)
    if ((await processOf(other)) === first || (await processOf(one)) !== first) throw unfit(name);
}

async function processOf(client: SqlClient): Promise<number> {
  return Number(onlyValue(await client.query('SELECT pg_backend_pid() AS value')));
}

function unfit(name: string): DiscoError {
  const message = `${name} shares the sessions of the database between its clients, as PgBouncer does in transaction mode; locks and notifications get lost there, so connect to the database itself, or set pool_mode = session`;
  return new DiscoError('COORDINATOR_UNFIT', message);
}
