import { fingerprint } from '@disco-engine/kernel';
import { rowsOf, type Column, type ColumnType } from './column.js';

/** Names and types of the columns of one table. */
export type TableColumns = ReadonlyMap<string, ColumnType>;

/**
 * The tables of a scenario: one for the vertices of each node type and one for the edges of each layer. Rows are in the order
 * of the graph: row `r` of a node type is its `r`-th vertex, row `e` of a layer is edge `e` of `graph.layer(name)`. The reader
 * decides what to read and when; a store reads nothing else.
 */
export interface ColumnSource {
  /** By node type, the columns of its vertices besides key, labels and weight. */
  readonly vertices: ReadonlyMap<string, TableColumns>;
  /** By layer, the columns of its edges besides ends and weight. */
  readonly edges: ReadonlyMap<string, TableColumns>;
  /** Plain data that is equal if the tables are equal: the tables themselves, or something that identifies them. */
  readonly identity: unknown;
  /**
   *   /**
   * @param names columns of the table
   * @param rows which rows, in the order wanted; all by default
   * @returns one column for each name
   */
  read(table: TableName, names: readonly string[], rows?: Int32Array): Promise<Column[]>;
}

/** The table of a node type, or that of a layer. */
export type TableName = { readonly nodeType: string } | { readonly layer: string };

/** Columns by their names. */
export type ColumnTable = ReadonlyMap<string, Column>;

/** Tables in memory. */
export class MemoryColumns implements ColumnSource {
  readonly vertices: ReadonlyMap<string, TableColumns>;
  readonly edges: ReadonlyMap<string, TableColumns>;

  constructor(
    private readonly vertexTables: ReadonlyMap<string, ColumnTable>,
    private readonly edgeTables: ReadonlyMap<string, ColumnTable> = new Map(),
  ) {
    this.vertices = typesOf(vertexTables);
    this.edges = typesOf(edgeTables);
  }

  get identity(): unknown {
    return [this.vertexTables, this.edgeTables];
  }

  /** The hash of each column, keyed by its table and name. */
  hashes(): Record<string, string> {
    const named = (kind: string, tables: ReadonlyMap<string, ColumnTable>): [string, string][] =>
      Array.from(tables).flatMap(([name, table]) =>
        Array.from(
          table,
          ([column, data]) => [`${kind} ${name}, column ${column}`, fingerprint(data)] as [string, string],
        ),
      );
    return Object.fromEntries([...named('node type', this.vertexTables), ...named('layer', this.edgeTables)]);
  }

  read(name: TableName, names: readonly string[], rows?: Int32Array): Promise<Column[]> {
    const table = 'layer' in name ? this.edgeTables.get(name.layer) : this.vertexTables.get(name.nodeType);
    const columns = names.map((column) => {
      const found = table?.get(column);
      if (found === undefined) throw new TypeError(`no column '${column}'`);
      return rows === undefined ? found : rowsOf(found, rows);
    });
    return Promise.resolve(columns);
  }
}

function typesOf(tables: ReadonlyMap<string, ColumnTable>): ReadonlyMap<string, TableColumns> {
  return new Map(
    Array.from(tables, ([name, table]) => [
      name,
      new Map(Array.from(table, ([column, { type }]): [string, ColumnType] => [column, type])),
    ]),
  );
}
