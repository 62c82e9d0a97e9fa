import type { ColumnType } from '@disco-engine/sdk';

/** What DuckDB calls the types of columns. */
export const SQL_TYPES: Readonly<Record<ColumnType, string>> = {
  float64: 'DOUBLE',
  int32: 'INTEGER',
  int64: 'BIGINT',
  boolean: 'BOOLEAN',
  text: 'VARCHAR',
  value: 'VARCHAR',
};
