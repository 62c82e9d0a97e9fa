import { DiscoError, LayeredGraph, LabelTable, type Adjacency } from '@disco-engine/kernel';
import type { Column, ColumnType } from '@disco-engine/sdk';
import { tableOf, type PartKind } from './schema.js';
import type { StoreConnection } from './store-database.js';
import { withSigns } from './table-column.js';

/** A part of a stored version. */
export interface Part {
  readonly kind: PartKind;
  readonly ordinal: number;
  readonly name: string;
  /** Number of rows of its table. */
  readonly size: number;
  readonly negativeZeros: boolean;
}

/** The graph of a stored version, and the node types of its vertices. */
export interface StoredGraph {
  readonly graph: LayeredGraph;
  readonly typeOf: Uint16Array;
}

/**
 * Loads the graph of a stored version. Rows arrive in any order, each with its position. A missing text becomes an empty one, which the
 * graph rejects.
 *
 * @throws InvalidInputError `GRAPH_INVALID`
 */
export async function loadGraph(
  connection: StoreConnection,
  number: number,
  parts: readonly Part[],
): Promise<StoredGraph> {
  const loader = new GraphLoader(connection, number);
  const size = (kind: PartKind): number => parts.find((part) => part.kind === kind)?.size ?? 0;
  const signed = parts.some(({ kind, negativeZeros }) => kind === 'vertices' && negativeZeros);
  const { keys, weights, typeOf } = await loader.vertices(size('vertices'), signed);
  const names = await loader.labels(size('labels'));
  const rows = await loader.vertexLabels(keys.length, size('vertex labels'));
  const layers = new Map<string, Adjacency>();
  for (const part of parts.filter(({ kind }) => kind === 'layer'))
    layers.set(part.name, await loader.layer(keys.length, part));
  const labels = new LabelTable(names, rows.starts, rows.targets);
  return { graph: LayeredGraph.fromParts({ keys, labels, weights, layers }), typeOf };
}

class GraphLoader {
  constructor(
    private readonly connection: StoreConnection,
    private readonly number: number,
  ) {}

  async vertices(
    count: number,
    signed: boolean,
  ): Promise<{ readonly keys: string[]; readonly weights: Float64Array; readonly typeOf: Uint16Array }> {
    const keys = emptyTexts(count);
    const [weights, typeOf] = [new Float64Array(count), new Uint16Array(count)];
    const sql = `SELECT row, key, ${withSigns('weight', signed)}, node_type FROM ${tableOf(this.number, 'vertices')}`;
    await this.#each(sql, ['int32', 'text', 'float64', 'int32'], ([row, key, weight, type]) => {
      const [rows, texts, numbers, types] = [int32(row), text(key), float64(weight), int32(type)];
      rows.forEach((place, at) => {
        keys[place] = texts.texts[texts.codes[at] ?? NaN] ?? '';
        weights[place] = numbers[at] ?? NaN;
        typeOf[place] = types[at] ?? NaN;
      });
    });
    return { keys, weights, typeOf };
  }

  async labels(count: number): Promise<string[]> {
    const names = emptyTexts(count);
    const sql = `SELECT row, name FROM ${tableOf(this.number, 'labels')}`;
    await this.#each(sql, ['int32', 'text'], ([row, name]) => {
      const [rows, texts] = [int32(row), text(name)];
      rows.forEach((place, at) => (names[place] = texts.texts[texts.codes[at] ?? NaN] ?? ''));
    });
    return names;
  }

  async vertexLabels(vertexCount: number, count: number): Promise<Pick<Adjacency, 'starts' | 'targets'>> {
    const [starts, targets] = [new Int32Array(vertexCount + 1), new Int32Array(count)];
    const sql = `SELECT row, vertex, label FROM ${tableOf(this.number, 'vertex labels')}`;
    await this.#each(sql, ['int32', 'int32', 'int32'], ([row, vertex, label]) => {
      const [rows, vertices, labels] = [int32(row), int32(vertex), int32(label)];
      rows.forEach((place, at) => {
        const after = (vertices[at] ?? NaN) + 1;
        starts[after] = (starts[after] ?? NaN) + 1;
        targets[place] = labels[at] ?? NaN;
      });
    });
    return { starts: summed(starts), targets };
  }

  async layer(vertexCount: number, { ordinal, size, negativeZeros }: Part): Promise<Adjacency> {
    const [starts, targets, weights] = [new Int32Array(vertexCount + 1), new Int32Array(size), new Float64Array(size)];
    const table = tableOf(this.number, 'layer', ordinal);
    const sql = `SELECT row, source, target, ${withSigns('weight', negativeZeros)} FROM ${table}`;
    await this.#each(sql, ['int32', 'int32', 'int32', 'float64'], ([row, source, target, weight]) => {
      const [rows, sources, ends, numbers] = [int32(row), int32(source), int32(target), float64(weight)];
      rows.forEach((place, at) => {
        const after = (sources[at] ?? NaN) + 1;
        starts[after] = (starts[after] ?? NaN) + 1;
        targets[place] = ends[at] ?? NaN;
        weights[place] = numbers[at] ?? NaN;
      });
    });
    return { starts: summed(starts), targets, weights };
  }

  #each(sql: string, types: readonly ColumnType[], visit: (columns: readonly Column[]) => void): Promise<void> {
    return this.connection.each(sql, types, visit);
  }
}

function emptyTexts(count: number): string[] {
  return Array.from({ length: count }, () => '');
}

/** Turns row lengths into row starts, in place. */
function summed(starts: Int32Array): Int32Array {
  for (let vertex = 1; vertex < starts.length; vertex++)
    starts[vertex] = (starts[vertex] ?? NaN) + (starts[vertex - 1] ?? NaN);
  return starts;
}

function int32(column: Column | undefined): Int32Array {
  return column?.type === 'int32' ? column.values : otherType(column);
}

function float64(column: Column | undefined): Float64Array {
  return column?.type === 'float64' ? column.values : otherType(column);
}

function text(column: Column | undefined): Extract<Column, { type: 'text' }> {
  return column?.type === 'text' ? column : otherType(column);
}

function otherType(column: Column | undefined): never {
  throw new DiscoError(
    'STORE_UNREADABLE',
    `a table of the store has a column of unexpected type ${column?.type ?? 'none'}`,
  );
}
