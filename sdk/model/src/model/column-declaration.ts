import type { ColumnType } from '../scenario/column.js';

/**
 * A column that a node type reads. Give only its type if every row has a value; give a `default` for rows without one; or make
 * it `optional` if the node passes its own fallback when reading. A column that the scenario lacks counts as one without
 * values.
 */
export type ColumnDeclaration =
  | ColumnType
  | {
      readonly type: ColumnType;
      readonly default?: number | bigint | boolean | string | undefined;
      readonly optional?: boolean | undefined;
    };

/** A column declaration in normalized form. */
export interface ColumnNeed {
  readonly type: ColumnType;
  readonly default: number | bigint | boolean | string | undefined;
  /** Whether rows may lack a value: the column is optional, or has a default. */
  readonly optional: boolean;
}

export type ColumnNeeds = ReadonlyMap<string, ColumnNeed>;

export function columnNeeds(declared: Readonly<Record<string, ColumnDeclaration>>): ColumnNeeds {
  return new Map(Object.entries(declared).map(([name, declaration]) => [name, columnNeed(declaration)]));
}

function columnNeed(declaration: ColumnDeclaration): ColumnNeed {
  if (typeof declaration === 'string') return { type: declaration, default: undefined, optional: false };
  const { type, default: fallback, optional = false } = declaration;
  return { type, default: fallback, optional: optional || fallback !== undefined };
}
