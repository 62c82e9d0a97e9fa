import type { ColumnType } from '@disco-engine/sdk';

/** DuckDB's names of column types. */
export const SQL_TYPES: Readonly<Record<ColumnType, string>> = {
  float64: 'DOUBLE',
  int32: 'INTEGER',
  int64: 'BIGINT',
  boolean: 'BOOLEAN',
  text: 'VARCHAR',
  value: 'VARCHAR',
};
