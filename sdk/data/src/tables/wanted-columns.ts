import type { LabelColumn, LayerTableOptions, TableReading, VertexTableOptions } from './table-options.js';

/** Names of the columns that options name, in the order in which a table mostly has them. */
export function wantedColumns(options: TableReading): string[] {
  const { key, tail, head, weight, labels = [] }: Partial<VertexTableOptions & LayerTableOptions> = options;
  const roles = [key, tail, head, weight === false ? undefined : weight];
  const ofLabels = labels.map((label: string | LabelColumn) => (typeof label === 'string' ? label : label.column));
  const named = [...roles, ...ofLabels, ...Object.keys(options.columns ?? {})];
  return [...new Set(named.filter((name) => name !== undefined))];
}
