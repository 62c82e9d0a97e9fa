import type { LabelColumn, LayerTableOptions, TableReading, VertexTableOptions } from './table-options.js';

/** The columns that options refer to, in the usual order of a table. */
export function wantedColumns(options: TableReading): string[] {
  const { key, tail, head, weight, labels = [] }: Partial<VertexTableOptions & LayerTableOptions> = options;
  const roles = [key, tail, head, weight === false ? undefined : weight];
  const ofLabels = labels.map((label: string | LabelColumn) => (typeof label === 'string' ? label : label.column));
  const named = [...roles, ...ofLabels, ...Object.keys(options.columns ?? {})];
  return [...new Set(named.filter((name) => name !== undefined))];
}
