import { DiscoError } from '@disco-engine/kernel';
import { sleep, type Clock } from '@disco-engine/transports/clock';
import type { ClientConfig } from 'pg';
import type { Driver, SqlClient } from './driver.js';

/** Connection timeout, in milliseconds. */
export const CONNECT_WITHIN = 10_000;
/** How long a statement may take before the connection counts as lost, in milliseconds. */
export const ANSWER_WITHIN = 15_000;
/** How long a connection is given to end, in milliseconds. */
const END_WITHIN = 2_000;

// Without these, the server keeps a session behind a silent cut for minutes, and with it the lock of a leader.
const SESSION = `SET tcp_keepalives_idle = 1; SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 3;
  SET tcp_user_timeout = 3000; SET client_connection_check_interval = 1000`;

/** Settings of a connection. The URL may set TLS, as in `?sslmode=verify-full&sslrootcert=ca.crt`. */
function configOf(url: string): ClientConfig {
  return {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_WITHIN,
    query_timeout: ANSWER_WITHIN,
    keepAlive: true,
    keepAliveInitialDelayMillis: 1000,
    application_name: 'disco coordinator',
  };
}

/** Connections by the package `pg`. @throws DiscoError `PACKAGE_MISSING` */
export async function pgDriver(url: string): Promise<Driver> {
  const { Client, Pool } = await loadPg();
  return {
    async open() {
      const client = new Client(configOf(url));
      listen(client);
      try {
        await client.connect();
      } catch (error) {
        void client.end().catch(() => undefined);
        throw error;
      }
      return client;
    },
    pool: (max) => new Pool({ ...configOf(url), max }),
  };
}

/** The package `pg`. @throws DiscoError `PACKAGE_MISSING` */
async function loadPg(): Promise<typeof import('pg').default> {
  try {
    return (await import('pg')).default;
  } catch (cause) {
    const message =
      'a coordinator in PostgreSQL needs the package pg, which cannot be loaded; install it with: npm install pg';
    throw new DiscoError('PACKAGE_MISSING', message, {}, { cause });
  }
}

/** A connection for one purpose, prepared for a whole session. It is closed if it cannot be prepared. */
export async function openSession(driver: Driver, clock: Clock): Promise<SqlClient> {
  const client = await driver.open();
  try {
    await prepareSession(client);
    return client;
  } catch (error) {
    await ended(client, clock);
    throw error;
  }
}

/** Ends a connection, by force if the server does not take leave in time. */
export async function ended(client: SqlClient, clock: Clock): Promise<void> {
  await inTime(client.end(), clock);
  client.connection.stream.destroy();
}

/** Waits for an end, but not long. */
export async function inTime(end: Promise<void>, clock: Clock): Promise<void> {
  const over = new AbortController();
  const goodbye = end.catch(() => undefined).finally(() => over.abort());
  await Promise.race([goodbye, sleep(clock, END_WITHIN, over.signal)]);
}

/** Sets what must hold for a whole session. */
export async function prepareSession(client: Pick<SqlClient, 'query'>): Promise<void> {
  await client.query(SESSION);
}

/** A client without a listener would end the process when its connection breaks; its next query reports the error anyway. */
export function listen(client: Pick<SqlClient, 'on'>): void {
  client.on('error', () => undefined);
}
