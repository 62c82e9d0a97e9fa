import { entryAt } from '@disco-engine/kernel';
import type { ColumnKind, StagedColumn } from './staged-table.js';
import type { TableDatabase } from './table-database.js';

/** Positional names for the columns of a relation, because DuckDB may not distinguish their own names. */
export function relationColumns(count: number): string {
  return Array.from({ length: count }, (_, index) => `c${index}`).join(', ');
}

/** The columns of a relation with types known to DuckDB, and with their names in the table. */
export async function typedColumns(
  database: TableDatabase,
  relation: string,
  names: readonly string[],
): Promise<StagedColumn[]> {
  const described = await database.rows(`DESCRIBE SELECT ${relationColumns(names.length)} FROM ${relation}`);
  return names.map((name, index) => typedColumn(name, `c${index}`, String(entryAt(described, index)[1])));
}

function typedColumn(name: string, sql: string, type: string): StagedColumn {
  const kind = kindOf(type);
  switch (kind) {
    case 'text':
      return { name, kind, type, sql: `CAST(${sql} AS VARCHAR)` };
    case 'moment':
      return { name, kind, type, sql: isoText(sql, type) };
    case 'json':
      return { name, kind, type, sql: `CAST(${sql} AS VARCHAR)` };
    case 'other':
      return { name, kind, type, sql, json: `CAST(to_json(${sql}) AS VARCHAR)` };
    default:
      return { name, kind, type, sql };
  }
}

function kindOf(type: string): ColumnKind {
  if (/^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/.test(type)) return 'integer';
  if (type.startsWith('DECIMAL')) return type.endsWith(']') ? 'other' : 'decimal';
  if (/^(FLOAT|DOUBLE)$/.test(type)) return 'float';
  if (/^(VARCHAR|UUID|ENUM\(.*\))$/s.test(type)) return 'text';
  if (/^(VARCHAR|UUID)\[\d*\]$/.test(type)) return 'texts';
  if (/^(DATE|TIME|TIMESTAMP)[A-Z_ ]*$/.test(type)) return 'moment';
  if (type === 'BOOLEAN') return 'boolean';
  if (type === 'JSON') return 'json';
  return 'other';
}

/** ISO 8601 text, in UTC if there is a time zone. */
function isoText(sql: string, type: string): string {
  const text = `replace(CAST(${sql} AS VARCHAR), ' ', 'T')`;
  return type.startsWith('TIMESTAMP') && type.includes('ZONE') ? `regexp_replace(${text}, '\\+00$', 'Z')` : text;
}
