import { DiscoError, entryAt } from '@disco-engine/kernel';
import { ColumnSlots } from '../duckdb/column-slots.js';
import {
  type Column,
  type ColumnType,
  type ColumnSource,
  type TableColumns,
  type TableName,
  type StoredScenario,
} from '@disco-engine/sdk';
import { rowsOf } from '@disco-engine/sdk/extensions';
import { removedVersion } from './find-version.js';
import { tableOf } from './schema.js';
import type { StoreDatabase } from './store-database.js';
import { withSigns } from './table-column.js';
import { WantedRows } from './wanted-rows.js';

/** A column of a stored table. */
export interface StoredColumn {
  readonly place: number;
  readonly type: ColumnType;
  readonly negativeZeros: boolean;
}

/** A table of columns of a stored version. */
export interface StoredTable {
  readonly ordinal: number;
  readonly rows: number;
  readonly columns: ReadonlyMap<string, StoredColumn>;
}

/** The columns of a stored version. Each read opens and closes the database. */
export class StoredColumns implements ColumnSource {
  readonly vertices: ReadonlyMap<string, TableColumns>;
  readonly edges: ReadonlyMap<string, TableColumns>;

  constructor(
    private readonly database: StoreDatabase,
    private readonly stored: StoredScenario,
    private readonly number: number,
    private readonly vertexTables: ReadonlyMap<string, StoredTable>,
    private readonly edgeTables: ReadonlyMap<string, StoredTable>,
  ) {
    this.vertices = typesOf(vertexTables);
    this.edges = typesOf(edgeTables);
  }

  get identity(): unknown {
    const { id, version } = this.stored;
    return { store: this.database.shown, id, version };
  }

  async read(name: TableName, names: readonly string[], rows?: Int32Array): Promise<Column[]> {
    const table = 'layer' in name ? this.edgeTables.get(name.layer) : this.vertexTables.get(name.nodeType);
    const columns = names.map((column) => {
      const found = table?.columns.get(column);
      if (found === undefined) throw new TypeError(`there is no column '${column}'`);
      return found;
    });
    if (table === undefined || columns.length === 0) return [];
    const kind = 'layer' in name ? 'edge columns' : 'vertex columns';
    return this.#read(tableOf(this.number, kind, table.ordinal), table.rows, columns, rows);
  }

  async #read(
    table: string,
    size: number,
    columns: readonly StoredColumn[],
    rows: Int32Array | undefined,
  ): Promise<Column[]> {
    if (rows?.some((row) => !(row >= 0 && row < size)))
      throw new DiscoError('ARGUMENT_INVALID', `the table has ${size} rows; give rows from 0 to ${size - 1}`);
    const wanted = rows === undefined ? undefined : new WantedRows(rows);
    const slots = columns.map(({ type }) => new ColumnSlots(type, wanted?.count ?? size));
    if (wanted?.count !== 0) {
      const chosen = columns.map(({ place, negativeZeros }) => withSigns(`c${place}`, negativeZeros));
      const sql = `SELECT row, ${chosen.join(', ')} FROM ${table}`;
      await this.#each(wanted === undefined ? sql : `${sql} WHERE ${wanted.condition}`, columns, (batch) => {
        const [numbers, ...values] = batch;
        if (numbers?.type !== 'int32') return;
        const places = wanted?.placesOf(numbers.values) ?? numbers.values;
        for (const [index, column] of values.entries()) entryAt(slots, index).put(column, places);
      });
    }
    const read = slots.map((slot) => slot.column());
    return wanted?.repeated ? read.map((column) => rowsOf(column, wanted.places)) : read;
  }

  async #each(sql: string, columns: readonly StoredColumn[], visit: (batch: readonly Column[]) => void): Promise<void> {
    const types = columns.map(({ type }) => (type === 'value' ? 'text' : type));
    await this.database.read(async (connection) => {
      const [found] = await connection.rows(`SELECT count(*) FROM disco_scenarios WHERE number = ${this.number}`);
      if (found?.[0] === 0) throw removedVersion(this.database, this.stored.id, this.stored.version);
      await connection.each(sql, ['int32', ...types], visit);
    });
  }
}

function typesOf(tables: ReadonlyMap<string, StoredTable>): ReadonlyMap<string, TableColumns> {
  return new Map(
    Array.from(tables, ([name, { columns }]) => [
      name,
      new Map(Array.from(columns, ([column, { type }]): [string, ColumnType] => [column, type])),
    ]),
  );
}
