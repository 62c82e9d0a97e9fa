import type { ColumnType } from '@disco-engine/sdk';
import { isFiniteNumber, isInfinityText, isNanText, isNumberText, isWholeText } from './cell-patterns.js';
import { plainNumber } from './number-format.js';
import type { StagedColumn } from './staged-table.js';

/** SQL that converts the cells of a column to a type. A cell that cannot be converted becomes NULL. */
export interface Conversion {
  readonly value: string;
  /** Whether the cell holds anything. If it does but its value is NULL, the cell is invalid. */
  readonly there: string;
}

/** Beyond this, different whole numbers share the same double. */
const SAFE = '9007199254740992';

/** @param emptyText whether an empty text is a text, not a missing value */
export function conversion(column: StagedColumn, type: ColumnType, emptyText: boolean): Conversion {
  switch (type) {
    case 'text':
      return textConversion(column, emptyText);
    case 'value':
      return jsonConversion(column);
    case 'boolean':
      return { value: booleanOf(column), there: `${trimmed(column)} IS NOT NULL` };
    case 'float64':
      return { value: doubleOf(column), there: `${trimmed(column)} IS NOT NULL` };
    case 'int32':
      return { value: `TRY_CAST(${wholeOf(column)} AS INTEGER)`, there: `${trimmed(column)} IS NOT NULL` };
    case 'int64':
      return { value: wholeOf(column), there: `${trimmed(column)} IS NOT NULL` };
  }
}

/** The text of a cell used as a key, an end of an edge, or a label. */
export function textConversion({ kind, sql }: StagedColumn, emptyText: boolean): Conversion {
  const there = `${sql} IS NOT NULL`;
  switch (kind) {
    case 'loose':
    case 'text':
      return emptyText
        ? { value: sql, there }
        : { value: `nullif(${sql}, '')`, there: `nullif(${sql}, '') IS NOT NULL` };
    case 'float': {
      // Whole numbers without the '.0' that DuckDB writes, so that they match the same keys in other tables.
      const whole = `CASE WHEN abs(${sql}) < 1e15 AND ${sql} = trunc(${sql}) THEN CAST(CAST(${sql} AS BIGINT) AS VARCHAR) END`;
      return { value: `coalesce(${whole}, CAST(${sql} AS VARCHAR))`, there };
    }
    case 'other':
    case 'texts':
      return { value: 'NULL::VARCHAR', there };
    default:
      return { value: `CAST(${sql} AS VARCHAR)`, there };
  }
}

/** The values of a column whose cells hold lists of texts, or texts with separators. */
export function textListOf(
  column: StagedColumn,
  separator: string | undefined,
  quote: (text: string) => string,
): string {
  if (column.kind === 'texts') return column.sql;
  const { value } = textConversion(column, true);
  return separator === undefined ? `[${value}]` : `string_split(${value}, ${quote(separator)})`;
}

/** A text cell without surrounding blanks; NULL if nothing is left. */
export function trimmed({ kind, sql }: StagedColumn): string {
  return kind === 'loose' || kind === 'text' ? `nullif(trim(${sql}), '')` : sql;
}

/** A trimmed text cell with its number in plain notation; other kinds unchanged. */
export function numberText(column: StagedColumn): string {
  const { kind, numbers } = column;
  const text = trimmed(column);
  return numbers === undefined || (kind !== 'loose' && kind !== 'text') ? text : plainNumber(text, numbers);
}

function jsonConversion(column: StagedColumn): Conversion {
  const { kind, sql, json } = column;
  if (json !== undefined) return { value: json, there: `${json} IS NOT NULL` };
  const there = `${trimmed(column)} IS NOT NULL`;
  if (kind === 'loose' || kind === 'text' || kind === 'json')
    return { value: `CASE WHEN json_valid(${trimmed(column)}) THEN ${trimmed(column)} END`, there };
  return { value: `CAST(to_json(${sql}) AS VARCHAR)`, there };
}

function doubleOf(column: StagedColumn): string {
  const { kind, sql } = column;
  switch (kind) {
    case 'loose':
    case 'text': {
      const text = numberText(column);
      const number = [isFiniteNumber(text), isInfinityText(text), isNanText(text)].join(' OR ');
      return `CASE WHEN ${number} THEN TRY_CAST(${text} AS DOUBLE) END`;
    }
    case 'float':
    case 'boolean':
      return `CAST(${sql} AS DOUBLE)`;
    case 'integer':
      return `CASE WHEN TRY_CAST(CAST(${sql} AS DOUBLE) AS HUGEINT) = ${sql} THEN CAST(${sql} AS DOUBLE) END`;
    case 'decimal':
      // A double preserves fifteen digits.
      return `CASE WHEN length(regexp_replace(CAST(${sql} AS VARCHAR), '^-?[0.]*|\\.|\\.?0*$', '', 'g')) <= 15 THEN CAST(${sql} AS DOUBLE) END`;
    default:
      return 'NULL::DOUBLE';
  }
}

function wholeOf(column: StagedColumn): string {
  const { kind, sql } = column;
  const ofDouble = (double: string): string =>
    `CASE WHEN abs(${double}) <= ${SAFE} AND ${double} = trunc(${double}) THEN CAST(${double} AS BIGINT) END`;
  switch (kind) {
    case 'loose':
    case 'text': {
      const text = numberText(column);
      const double = `TRY_CAST(${text} AS DOUBLE)`;
      return `CASE WHEN ${isWholeText(text)} THEN TRY_CAST(${text} AS BIGINT) WHEN ${isNumberText(text)} THEN ${ofDouble(double)} END`;
    }
    case 'float':
      return ofDouble(sql);
    case 'decimal':
      return `CASE WHEN ${sql} = trunc(${sql}) THEN TRY_CAST(${sql} AS BIGINT) END`;
    case 'integer':
    case 'boolean':
      return `TRY_CAST(${sql} AS BIGINT)`;
    default:
      return 'NULL::BIGINT';
  }
}

function booleanOf(column: StagedColumn): string {
  const { kind, sql } = column;
  switch (kind) {
    case 'loose':
    case 'text': {
      const text = `lower(${trimmed(column)})`;
      return `CASE WHEN ${text} IN ('true', 't', 'yes', '1') THEN true WHEN ${text} IN ('false', 'f', 'no', '0') THEN false END`;
    }
    case 'boolean':
      return sql;
    case 'integer':
    case 'decimal':
    case 'float':
      return `CASE WHEN ${sql} = 1 THEN true WHEN ${sql} = 0 THEN false END`;
    default:
      return 'NULL::BOOLEAN';
  }
}
