import { shownText } from '@disco-engine/kernel';
import type { ColumnType } from '@disco-engine/sdk';
import { withNumberFormat } from './detect-numbers.js';
import { mixedProblems } from './mixed-problems.js';
import { NamedColumns } from './named-columns.js';
import { sniffColumns, type Sniffed } from './sniff-columns.js';
import type { StagedColumn, StagedTable } from './staged-table.js';
import type { Staging } from './staging.js';
import type { LayerTablePlan, TablePlan, VertexTablePlan } from './table-plan.js';
import type { LayerTableOptions, TableReading, VertexTableOptions } from './table-options.js';

/** A column whose values go into the scenario unchanged. */
export interface DataColumn {
  readonly column: StagedColumn;
  readonly type: ColumnType;
  readonly declared: boolean;
}

/** A column whose values become labels. */
export interface LabelRole {
  readonly column: StagedColumn;
  /** The type of the labels. */
  readonly type: string;
  readonly separator: string | undefined;
}

/** The roles of the columns of a table of vertices. */
export interface VertexRoles {
  readonly key: StagedColumn;
  readonly weight: StagedColumn | undefined;
  readonly labels: readonly LabelRole[];
  readonly data: readonly DataColumn[];
}

/** The roles of the columns of a table of edges. */
export interface LayerRoles {
  readonly tail: StagedColumn;
  readonly head: StagedColumn;
  readonly weight: StagedColumn | undefined;
  readonly data: readonly DataColumn[];
}

/** Assigns a role to each column of a table of vertices, or reports why that is impossible. */
export async function vertexRoles(
  plan: VertexTablePlan,
  staged: StagedTable,
  staging: Staging,
): Promise<VertexRoles | undefined> {
  const { options } = plan;
  const ends = [options.key ?? nameAt(staged, options, 0)];
  const labelled = (plan.labels ?? []).map(({ column }) => column);
  const table = await withNumberFormat(staged, options, [...ends, ...labelled], staging);
  const columns = new NamedColumns(table, options, staging.report);
  const key = columns.needOr(options.key, 0, 'keys', [plan.name, 'key', 'id']);
  refuseAsKey(key, columns);
  const weight = weightOf(plan, columns, key === undefined ? [] : [key]);
  const named = plan.labels?.flatMap(({ column: name, type = name, separator }): LabelRole[] => {
    const column = columns.need(name);
    return column === undefined ? [] : [{ column, type, separator }];
  });
  const { declared, free } = dataOf(plan, columns, [key, weight, ...(named ?? []).map(({ column }) => column)]);
  const sniffed = await typesOf(free, table, staging);
  const texts = plan.labels === undefined ? free.filter((column) => sniffed.get(column)?.labels === true) : [];
  const labels = named ?? texts.map((column) => ({ column, type: column.name, separator: undefined }));
  for (const label of labels) refuseAsLabel(label, columns);
  if (key === undefined) return undefined;
  const rest = free.filter((column) => !texts.includes(column));
  return { key, weight, labels, data: inOrder(columns, [...declared, ...sniffedColumns(rest, sniffed, columns)]) };
}

/** Assigns a role to each column of a table of edges, or reports why that is impossible. */
export async function layerRoles(
  plan: LayerTablePlan,
  staged: StagedTable,
  staging: Staging,
): Promise<LayerRoles | undefined> {
  const { options } = plan;
  const ends = [options.tail ?? nameAt(staged, options, 0), options.head ?? nameAt(staged, options, 1)];
  const table = await withNumberFormat(staged, options, ends, staging);
  const columns = new NamedColumns(table, options, staging.report);
  const tail = columns.needOr(options.tail, 0, 'tails', ['from', 'tail', 'source']);
  const head = columns.needOr(options.head, 1, 'heads', ['to', 'head', 'target']);
  refuseAsKey(tail, columns);
  if (head !== tail) refuseAsKey(head, columns);
  else if (head !== undefined)
    columns.refuse(
      'COLUMN_MISSING',
      `column ${shownText(head.name)} cannot be both tail and head; name two different columns`,
    );
  const weight = weightOf(plan, columns, [tail, head]);
  const { declared, free } = dataOf(plan, columns, [tail, head, weight]);
  const sniffed = await typesOf(free, table, staging);
  if (tail === undefined || head === undefined) return undefined;
  return { tail, head, weight, data: inOrder(columns, [...declared, ...sniffedColumns(free, sniffed, columns)]) };
}

/** Infers the types of columns; also reports the cells that keep a column from being numeric. */
async function typesOf(
  free: readonly StagedColumn[],
  table: StagedTable,
  { database, report, assumed }: Staging,
): Promise<ReadonlyMap<StagedColumn, Sniffed>> {
  const sniffed = await sniffColumns(database, table, free);
  const mixed = free.filter((column) => sniffed.get(column)?.mixed === true);
  report.addAll(await mixedProblems(mixed, table, database));
  for (const column of free.filter((each) => sniffed.get(each)?.codes === true)) {
    const name = shownText(column.name);
    const message = `column ${name} is read as text: some of its cells are numbers, but others look like codes; declare its type, as in columns: { ${name}: 'text' }`;
    assumed.add('CODES_ASSUMED', message, { file: table.shown });
  }
  return sniffed;
}

function nameAt(table: StagedTable, { ignore = [] }: TableReading, position: number): string | undefined {
  return table.columns.filter(({ name }) => !ignore.includes(name))[position]?.name;
}

function weightOf(
  { options, columns: declared }: TablePlan<VertexTableOptions | LayerTableOptions>,
  columns: NamedColumns,
  taken: readonly (StagedColumn | undefined)[],
): StagedColumn | undefined {
  if (options.weight === false) return undefined;
  if (options.weight !== undefined) return columns.need(options.weight);
  const labels = 'labels' in options ? (options.labels ?? []) : [];
  const isLabel = labels.some((label) => (typeof label === 'string' ? label : label.column) === 'weight');
  const usual = columns.find('weight');
  return usual === undefined || isLabel || declared.has('weight') || taken.includes(usual) ? undefined : usual;
}

/** The declared columns, and the remaining ones. */
function dataOf(
  { columns: declared }: TablePlan<TableReading>,
  columns: NamedColumns,
  taken: readonly (StagedColumn | undefined)[],
): { readonly declared: readonly DataColumn[]; readonly free: readonly StagedColumn[] } {
  const found = Array.from(declared, ([name, type]) => ({ column: columns.need(name), type })).flatMap(
    ({ column, type }): DataColumn[] => (column === undefined ? [] : [{ column, type, declared: true }]),
  );
  const free = columns.all.filter((column) => !declared.has(column.name) && !taken.includes(column));
  return { declared: found, free };
}

function sniffedColumns(
  free: readonly StagedColumn[],
  sniffed: ReadonlyMap<StagedColumn, Sniffed>,
  columns: NamedColumns,
): DataColumn[] {
  return free.flatMap((column): DataColumn[] => {
    if (column.kind === 'other' || column.kind === 'json' || column.kind === 'texts') {
      const name = shownText(column.name);
      columns.refuse(
        'COLUMN_TYPE_WRONG',
        `column ${name} is of type ${column.type}; declare it as 'value', or exclude it with ignore: [${name}]`,
      );
      return [];
    }
    return [{ column, type: sniffed.get(column)?.type ?? 'value', declared: false }];
  });
}

/** Sorts columns in the order of the table. */
function inOrder({ all }: NamedColumns, data: readonly DataColumn[]): DataColumn[] {
  return [...data].sort((a, b) => all.indexOf(a.column) - all.indexOf(b.column));
}

function refuseAsKey(column: StagedColumn | undefined, columns: NamedColumns): void {
  if (column === undefined || !['other', 'json', 'texts'].includes(column.kind)) return;
  columns.refuse(
    'COLUMN_TYPE_WRONG',
    `column ${shownText(column.name)} is of type ${column.type}, which cannot be a key`,
  );
}

function refuseAsLabel({ column, type }: LabelRole, columns: NamedColumns): void {
  if (type === '' || type.includes('='))
    columns.refuse(
      'LABEL_INVALID',
      `${shownText(type)} cannot be a label type, because it is empty or contains '='; list the label columns, and give this one a 'type'`,
    );
  if (column.kind === 'other' || column.kind === 'json')
    columns.refuse(
      'COLUMN_TYPE_WRONG',
      `column ${shownText(column.name)} is of type ${column.type}, which cannot be a label`,
    );
}
