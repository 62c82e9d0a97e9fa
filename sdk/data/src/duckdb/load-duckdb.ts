import { optionalPackage } from '../packages/optional-package.js';

/** The package `@duckdb/node-api`. */
export type DuckDbApi = typeof import('@duckdb/node-api');

/** @throws DiscoError `PACKAGE_MISSING` */
export function loadDuckDb(): Promise<DuckDbApi> {
  return optionalPackage('@duckdb/node-api', 'tables and DuckDB files', () => import('@duckdb/node-api'));
}
