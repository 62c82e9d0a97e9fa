import { DiscoError } from '@disco-engine/kernel';
import type { Client } from 'pg';

/** Rounds of the check: one is enough unless others use the same pool at the same moment. */
const ROUNDS = 5;

/**
 * Recognises a pooler that gives each transaction another session, such as PgBouncer in transaction mode: two connections that are open
 * at once are served by the same process of the server, or one by several.
 *
 * @throws DiscoError `COORDINATOR_UNFIT`
 */
export async function refusePooling(name: string, one: Client, other: Client): Promise<void> {
  const first = await processOf(one);
  for (let round = 0; round < ROUNDS; round++)
    if ((await processOf(other)) === first || (await processOf(one)) !== first) throw unfit(name);
}

async function processOf(client: Client): Promise<number> {
  const { rows } = await client.query<[number]>({ text: 'SELECT pg_backend_pid()', rowMode: 'array' });
  return rows[0]?.[0] ?? 0;
}

function unfit(name: string): DiscoError {
  const message = `${name} shares the sessions of the database between its clients, as PgBouncer does in transaction mode; locks and notifications get lost there, so connect to the database itself, or set pool_mode = session`;
  return new DiscoError('COORDINATOR_UNFIT', message);
}
