import type { Client } from 'pg';
import { optionalPackage } from '../packages/optional-package.js';

/** Connection timeout in milliseconds. */
const CONNECT_WITHIN = 15_000;

/**
 * Connects a client. If that fails, returns the reason as a text without any part of the URL.
 *
 * @throws DiscoError `PACKAGE_MISSING`
 */
export async function openClient(url: string): Promise<Client | string> {
  const { default: pg } = await optionalPackage('pg', 'tables and stores in PostgreSQL', () => import('pg'));
  try {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_WITHIN });
    // If the connection breaks, the current query fails as well.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  } catch (error) {
    return reasonOf(error);
  }
}

/** The package for bulk transfers with COPY. @throws DiscoError `PACKAGE_MISSING` */
export async function loadCopyStreams(): Promise<typeof import('pg-copy-streams')> {
  const what = 'tables and stores in PostgreSQL';
  return (await optionalPackage('pg-copy-streams', what, () => import('pg-copy-streams'))).default;
}

/** The reason of a connection error; a connection attempted at several addresses has several reasons. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
