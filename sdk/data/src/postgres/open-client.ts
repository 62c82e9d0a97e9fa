import type { Client } from 'pg';
import { optionalPackage } from '../packages/optional-package.js';

/** Milliseconds that a server has to answer. */
const CONNECT_WITHIN = 15_000;

/**
 * A client that is connected, or why there is none, as a text that has no part of the URL.
 *
 * @throws DiscoError `PACKAGE_MISSING`
 */
export async function openClient(url: string): Promise<Client | string> {
  const { default: pg } = await optionalPackage('pg', 'tables and stores in PostgreSQL', () => import('pg'));
  try {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_WITHIN });
    // A connection that breaks fails the query that is under way as well.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  } catch (error) {
    return reasonOf(error);
  }
}

/** The package that brings rows in and out by the million. @throws DiscoError `PACKAGE_MISSING` */
export async function loadCopyStreams(): Promise<typeof import('pg-copy-streams')> {
  const what = 'tables and stores in PostgreSQL';
  return (await optionalPackage('pg-copy-streams', what, () => import('pg-copy-streams'))).default;
}

/** What an error of a connection says; one that was tried at several addresses has several. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
