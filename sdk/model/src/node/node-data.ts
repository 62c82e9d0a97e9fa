import { DiscoError, type LayeredGraph, shownValue, entryAt } from '@disco-engine/kernel';
import { isMissing, valueAt } from '../scenario/column.js';
import { EdgeData, type EdgeRows } from './edge-data.js';
import type { HostedData, HostedTable } from './hosted-data.js';
import type { LayerData } from './layer-data.js';
import { inboundRows, outboundRows, type TouchingEdges } from './touching-edges.js';
import { VertexData } from './vertex-data.js';

/** Rows that all concern the vertices of one node. */
export interface NodeRows {
  /** Name of the node. */
  readonly node: string;
  /** Positions in the grouped array, ascending. */
  readonly rows: Int32Array;
}

/**
 * A node's view of the scenario: its vertices, their edges, and the nodes at the other ends. A missing value, or one of the
 * wrong type, is an error, and never silently NaN; only `value` and `label` return undefined if there is none.
 *
 * `number`, `text`, `flag`, `value`, `label` and `vertex` are for nodes with one vertex; the other members are for nodes with
 * any number.
 */
export class NodeData {
  readonly #hosted: HostedData;
  readonly #node: number;
  #vertices: VertexData | undefined;

  /** @internal Injected into the constructor of a node. */
  constructor(hosted: HostedData, node: number) {
    this.#hosted = hosted;
    this.#node = node;
  }

  /** Key of the node's vertex. @throws DiscoError `VERTICES_SEVERAL` */
  get vertex(): string {
    return entryAt(this.#graph.keys, this.#onlyVertex());
  }

  /** The vertices of the node, with their columns as arrays. */
  get vertices(): VertexData {
    this.#vertices ??= this.#makeVertices();
    return this.#vertices;
  }

  /**
   * The edges of a layer that touch the vertices of the node. Call it once and keep the result. A simproc of the model without
   * a layer in the scenario has no edges.
   *
   * @throws DiscoError `LAYER_UNKNOWN`, when edges are requested, if there is neither a layer nor a simproc of that name
   */
  layer(name: string): LayerData {
    const edges = (touching: TouchingEdges | undefined): EdgeData => this.#makeEdges(name, touching);
    const own = this.vertices.indices;
    return {
      outbound: () => edges(outboundRows(this.#graph, name, own)),
      inbound: () => edges(inboundRows(this.#graph, name, own)),
    };
  }

  /** The name of the node that owns a vertex. @throws RangeError for an invalid vertex index */
  nodeOf(vertex: number): string {
    const { nodes, nodeOfVertex } = this.#hosted.topology.tables;
    if (vertex >>> 0 !== vertex || vertex >= nodeOfVertex.length)
      throw new RangeError(`vertex ${vertex} of ${nodeOfVertex.length}`);
    return entryAt(nodes, nodeOfVertex[vertex] ?? NaN);
  }

  /**
   * Groups rows by the node that owns the vertex of each, in the order of the nodes' names; for sending each node the data of
   * its vertices.
   *
   * @param vertices per row, the graph index of a vertex
   *
   * @example
   * const upstream = data.layer('order').outbound();
   * for (const { node, rows } of data.byNode(upstream.vertices)) plan.push({ node, edges: rows });
   */
  byNode(vertices: Int32Array): NodeRows[] {
    const { nodes, nodeOfVertex } = this.#hosted.topology.tables;
    const rowsOf = new Map<number, number[]>();
    vertices.forEach((vertex, row) => {
      const node = nodeOfVertex[vertex];
      if (node === undefined) throw new RangeError(`vertex ${vertex} of ${nodeOfVertex.length}`);
      const rows = rowsOf.get(node);
      if (rows === undefined) rowsOf.set(node, [row]);
      else rows.push(row);
    });
    return [...rowsOf.entries()]
      .sort(([a], [b]) => a - b)
      .map(([node, rows]) => ({ node: entryAt(nodes, node), rows: Int32Array.from(rows) }));
  }

  /** Whether the vertex has a value of that name; null counts as none. */
  has(name: string): boolean {
    const column = this.#table.columns.get(name);
    return column !== undefined && !isMissing(column, this.#onlyRow());
  }

  /**
   * A numeric value.
   *
   * @param fallback for a vertex without a value; if there is neither a fallback nor a declared default, a value is required
   * @throws DiscoError `VALUE_MISSING`, `VALUE_TYPE_WRONG`, `VERTICES_SEVERAL`
   */
  number(name: string, fallback?: number): number {
    const value = this.#value(name, fallback);
    if (typeof value === 'number' && !Number.isNaN(value)) return value;
    throw this.#ofWrongType(name, value, 'a number');
  }

  /** A string value; otherwise like `number`. */
  text(name: string, fallback?: string): string {
    const value = this.#value(name, this.#hasColumn(name) ? fallback : (this.label(name) ?? fallback));
    if (typeof value === 'string') return value;
    throw this.#ofWrongType(name, value, 'a string');
  }

  /** A boolean value; otherwise like `number`. */
  flag(name: string, fallback?: boolean): boolean {
    const value = this.#value(name, fallback);
    if (typeof value === 'boolean') return value;
    throw this.#ofWrongType(name, value, 'true or false');
  }

  /** A value of any type; undefined if there is none. */
  value(name: string): unknown {
    const column = this.#table.columns.get(name);
    return column && valueAt(column, this.#onlyRow());
  }

  /** The value of the label of a type, or undefined. If there are several, the first by UTF-16 code units. */
  label(type: string): string | undefined {
    return this.#graph.labels.values(this.#onlyVertex(), type)[0];
  }

  get #graph(): LayeredGraph {
    return this.#hosted.scenario.graph;
  }

  get #table(): HostedTable {
    return this.#hosted.vertexTable(this.#hosted.topology.tables.typeOf[this.#node] ?? NaN);
  }

  get #name(): string {
    return this.#hosted.topology.nodeName(this.#node);
  }

  #onlyVertex(): number {
    const { vertexStarts, vertices } = this.#hosted.topology.tables;
    const [start, end] = [vertexStarts[this.#node] ?? NaN, vertexStarts[this.#node + 1] ?? NaN];
    if (end - start === 1) return vertices[start] ?? NaN;
    const message = `node '${this.#name}' has ${end - start} vertices; read the columns of all of them with data.vertices`;
    throw new DiscoError('VERTICES_SEVERAL', message, { node: this.#name });
  }

  #onlyRow(): number {
    this.#onlyVertex();
    return this.#hosted.firstRowOf(this.#node);
  }

  #hasColumn(name: string): boolean {
    return this.#table.columns.has(name);
  }

  #value(name: string, fallback: unknown): unknown {
    const value = this.value(name) ?? fallback ?? this.#hosted.vertexNeeds(this.#node)?.get(name)?.default;
    if (value !== undefined) return value;
    const known = [...this.#table.columns.keys()].join(', ') || 'none';
    const message = this.#hasColumn(name)
      ? `value '${name}' of node '${this.#name}' is empty; give it a value, or a fallback or default where it is read`
      : `node '${this.#name}' has no value '${name}'; it has: ${known}`;
    throw new DiscoError('VALUE_MISSING', message, { node: this.#name });
  }

  #ofWrongType(name: string, value: unknown, wanted: string): DiscoError {
    return new DiscoError(
      'VALUE_TYPE_WRONG',
      `value '${name}' of node '${this.#name}' is ${shownValue(value)}, not ${wanted}`,
      {
        node: this.#name,
      },
    );
  }

  #makeVertices(): VertexData {
    const { vertexStarts, vertices } = this.#hosted.topology.tables;
    const own = vertices.subarray(vertexStarts[this.#node] ?? NaN, vertexStarts[this.#node + 1] ?? NaN);
    const first = this.#hosted.firstRowOf(this.#node);
    const selection = {
      node: this.#name,
      table: this.#table.columns,
      needs: this.#hosted.vertexNeeds(this.#node),
      rows: Int32Array.from(own, (_, row) => first + row),
    };
    return new VertexData(selection, this.#graph, own);
  }

  #makeEdges(layer: string, found: TouchingEdges | undefined): EdgeData {
    const touching = found ?? this.#noEdges(layer);
    const { columns, rows } = this.#hosted.edgeTable(this.#node, layer);
    const selection = {
      node: this.#name,
      table: columns,
      needs: this.#hosted.edgeNeeds(this.#node, layer),
      rows: rows === undefined ? touching.edges : positionsIn(rows, touching.edges),
    };
    return new EdgeData(selection, this.#graph, this.vertices.indices, touching satisfies EdgeRows);
  }

  /** The edges of a simproc of the model without a layer in the scenario. */
  #noEdges(layer: string): TouchingEdges {
    const simprocs = this.#hosted.topology.tables.simprocs.map(({ name }) => name);
    if (!simprocs.includes(layer)) {
      const known = [...new Set([...this.#graph.layerNames, ...simprocs])].join(', ');
      const message = `node '${this.#name}' asked for unknown layer '${layer}'; the layers are: ${known}`;
      throw new DiscoError('LAYER_UNKNOWN', message, { node: this.#name });
    }
    const none = new Int32Array(0);
    const starts = new Int32Array(this.vertices.size + 1);
    return { starts, rows: none, vertices: none, edges: none, weights: new Float64Array(0) };
  }
}

/** Positions of numbers in an ascending array that contains all of them. */
function positionsIn(ascending: Int32Array, numbers: Int32Array): Int32Array {
  return numbers.map((number) => {
    let [low, high] = [0, ascending.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((ascending[middle] ?? NaN) < number) low = middle + 1;
      else high = middle;
    }
    return low;
  });
}
