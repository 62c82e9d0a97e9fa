import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DiscoError, entryAt, sourcesOf } from '@disco-engine/kernel';
import { appendColumns } from '../duckdb/append-columns.js';
import type { Column, ColumnType, Scenario } from '@disco-engine/sdk';
import { exportedLabels } from './exported-labels.js';
import { FreeNames } from './free-names.js';
import { quotedName, quotedText } from '../duckdb/sql-text.js';
import { SQL_TYPES } from './sql-types.js';
import { TableDatabase } from './table-database.js';
import { removeUnfinished, unfinishedName } from './unfinished.js';
import type { LayerTableOptions, TableOptions, TableReading, VertexTableOptions } from './table-options.js';

/** Formats that `exportTables` writes. */
export type TableFormat = 'parquet' | 'csv' | 'jsonl';

/** Columns with their names in the file. */
type FileColumns = readonly (readonly [name: string, column: Column])[];

const COPY_OPTIONS: Readonly<Record<TableFormat, string>> = {
  parquet: 'FORMAT parquet',
  csv: 'FORMAT csv, HEADER true',
  jsonl: 'FORMAT json',
};

/** Options to read files of a format back, so that nothing has to be assumed for CSV. */
const READING: Readonly<Record<TableFormat, Pick<TableReading, 'delimiter' | 'decimal' | 'encoding' | 'emptyText'>>> = {
  parquet: { emptyText: true },
  csv: { delimiter: ',', decimal: '.', encoding: 'utf-8', emptyText: true },
  jsonl: { emptyText: true },
};

/**
 * Writes a scenario as one table per node type and layer, plus `tables.json` with the options for `scenarioFromTables` to read it back.
 * The folder appears only once everything is written.
 *
 * @param options.folder must not exist yet
 * @throws DiscoError `FOLDER_EXISTS`; `SCENARIO_UNSTORABLE` if a format cannot represent a name or label; `EXPORT_FAILED` if the files
 *   cannot be written, for example on a full disk; `PACKAGE_MISSING`
 */
export async function exportTables(
  scenario: Scenario,
  { folder, format = 'parquet' }: { readonly folder: string; readonly format?: TableFormat },
): Promise<void> {
  const target = resolve(folder);
  if (
    await access(target).then(
      () => true,
      () => false,
    )
  ) {
    throw new DiscoError('FOLDER_EXISTS', `${folder} already exists; give a new folder`, {
      file: folder,
    });
  }
  await removeUnfinished(target);
  const partial = unfinishedName(target);
  const database = await TableDatabase.open();
  try {
    await mkdir(partial, { recursive: true });
    const write = (name: string, columns: FileColumns): Promise<string> =>
      writeTable(database, partial, name, columns, format);
    const vertices: [string, VertexTableOptions][] = [];
    for (const type of scenario.nodeTypes)
      vertices.push([type, { ...(await exportVertices(scenario, type, write)), ...READING[format] }]);
    const layers: [string, LayerTableOptions][] = [];
    for (const layer of scenario.graph.layerNames)
      layers.push([layer, { ...(await exportLayer(scenario, layer, write)), ...READING[format] }]);
    // Unlike an assignment, this keeps a name such as '__proto__'.
    const options: TableOptions = {
      name: scenario.name,
      vertices: Object.fromEntries(vertices),
      layers: Object.fromEntries(layers),
    };
    await writeFile(join(partial, 'tables.json'), `${JSON.stringify(options, undefined, 2)}\n`);
    await rename(partial, target);
  } catch (cause) {
    if (cause instanceof DiscoError) throw cause;
    const reason = cause instanceof Error ? entryAt(cause.message.split('\n', 1), 0) : String(cause);
    const message = `${folder} cannot be written: ${reason}; make room, or choose a folder that you may write to`;
    throw new DiscoError('EXPORT_FAILED', message, { file: folder }, { cause });
  } finally {
    database.close();
    // An earlier error matters more than a failure to clean up.
    await rm(partial, { recursive: true, force: true }).catch(() => undefined);
  }
}

type Write = (name: string, columns: FileColumns) => Promise<string>;

async function exportVertices(scenario: Scenario, nodeType: string, write: Write): Promise<VertexTableOptions> {
  const { graph, columns } = scenario;
  const vertices = scenario.verticesOf(nodeType);
  const types = columns.vertices.get(nodeType) ?? new Map<string, ColumnType>();
  const data = await columns.read({ nodeType }, [...types.keys()]);
  const names = new FreeNames(types.keys());
  const key = names.free('key');
  const labels = exportedLabels(graph.labels, vertices, names);
  const weight = names.free('weight');
  const from = await write(`vertices-${nodeType}`, [
    [key, textsOf(Array.from(vertices, (vertex) => entryAt(graph.keys, vertex)))],
    ...labels.map(({ options, column }) => [options.column, column] as const),
    [weight, { type: 'float64', values: Float64Array.from(vertices, (vertex) => graph.weights[vertex] ?? NaN) }],
    ...[...types.keys()].map((name, index) => [name, entryAt(data, index)] as const),
  ]);
  return {
    from,
    key,
    labels: labels.map(({ options }) => options),
    weight,
    columns: Object.fromEntries(types),
  };
}

async function exportLayer({ graph, columns }: Scenario, layer: string, write: Write): Promise<LayerTableOptions> {
  const { starts, targets, weights } = graph.knownLayer(layer);
  const types = columns.edges.get(layer) ?? new Map<string, ColumnType>();
  const data = await columns.read({ layer }, [...types.keys()]);
  const names = new FreeNames(types.keys());
  const [tail, head, weight] = [names.free('from'), names.free('to'), names.free('weight')];
  const texts = graph.keys;
  const from = await write(`edges-${layer}`, [
    [tail, { type: 'text', codes: sourcesOf({ starts, targets }), texts }],
    [head, { type: 'text', codes: targets, texts }],
    [weight, { type: 'float64', values: weights }],
    ...[...types.keys()].map((name, index) => [name, entryAt(data, index)] as const),
  ]);
  // The model decides whether a layer may have cycles.
  return { from, tail, head, weight, cyclic: true, columns: Object.fromEntries(types) };
}

function textsOf(texts: readonly string[]): Column {
  return { type: 'text', codes: Int32Array.from(texts.keys()), texts };
}

async function writeTable(
  database: TableDatabase,
  folder: string,
  name: string,
  columns: FileColumns,
  format: TableFormat,
): Promise<string> {
  const table = database.newName();
  const file = `${fileName(name)}.${format}`;
  const definitions = columns.map(([, { type }], index) => `c${index} ${SQL_TYPES[type]}`).join(', ');
  await database.run(`CREATE TABLE ${table} (${definitions})`);
  await appendColumns(
    database.duckdb,
    table,
    columns.map(([, column]) => column),
  );
  const named = columns.map(([own, { type }], index) => `${cellOf(`c${index}`, type, format)} AS ${quotedName(own)}`);
  await database.run(
    `COPY (SELECT ${named.join(', ')} FROM ${table}) TO ${quotedText(join(folder, file))} (${COPY_OPTIONS[format]})`,
  );
  await database.run(`DROP TABLE ${table}`);
  return file;
}

/** A name that every file system accepts, unless it is too long. */
function fileName(name: string): string {
  return encodeURIComponent(name).replaceAll('*', '%2A');
}

/** In JSON Lines, JSON values stay JSON instead of becoming texts that contain JSON. Numbers that JSON cannot express become texts. */
function cellOf(cell: string, type: ColumnType, format: TableFormat): string {
  if (format !== 'jsonl') return cell;
  if (type === 'value') return `${cell}::JSON`;
  return type === 'float64'
    ? `CASE WHEN isfinite(${cell}) THEN to_json(${cell}) ELSE to_json(${cell}::VARCHAR) END`
    : cell;
}
