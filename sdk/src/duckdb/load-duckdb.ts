import { DiscoError } from '@disco-engine/kernel';

/** The package `@duckdb/node-api`. It is optional, so nothing loads it before it is needed. */
export type DuckDbApi = typeof import('@duckdb/node-api');

/** @throws DiscoError `PACKAGE_MISSING` */
export async function loadDuckDb(): Promise<DuckDbApi> {
  try {
    return await import('@duckdb/node-api');
  } catch (error) {
    const message =
      'the package @duckdb/node-api, which reads and writes DuckDB files, cannot be loaded; run: npm install @duckdb/node-api';
    throw new DiscoError('PACKAGE_MISSING', message, {}, { cause: error });
  }
}
