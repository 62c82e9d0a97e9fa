import type { ColumnType } from '../scenario/column.js';

/**
 * A column that a node type reads: its type alone, where every row has a value; or with a `default` for rows that have none; or as
 * `optional`, where the node asks with a fallback of its own. A column that the scenario lacks as a whole counts as one without values.
 */
export type ColumnDeclaration =
  | ColumnType
  | {
      readonly type: ColumnType;
      readonly default?: number | bigint | boolean | string | undefined;
      readonly optional?: boolean | undefined;
    };

/** The same in one form. */
export interface ColumnNeed {
  readonly type: ColumnType;
  readonly default: number | bigint | boolean | string | undefined;
  /** Whether rows may have no value: it is optional, or there is a default. */
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
