import { entryAt } from '@disco-engine/kernel';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import type { BatchVisitor } from '../duckdb/each-batch.js';
import type { Column, ColumnType } from '@disco-engine/sdk';
import { copyBytes } from './copy-bytes.js';
import { CopyReader } from './copy-reader.js';
import type { StoreConnection } from './store-database.js';

/** The package `pg-copy-streams`. */
export type CopyStreams = typeof import('pg-copy-streams');

const INT8 = 20;

/** A connection to PostgreSQL. Large tables are transferred in the binary format of COPY, which preserves every bit. */
export class PostgresConnection implements StoreConnection {
  readonly now = `to_char(current_timestamp AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

  constructor(
    private readonly client: Client,
    private readonly copy: CopyStreams,
  ) {}

  async run(sql: string): Promise<void> {
    await this.client.query(sql);
  }

  async rows(
    sql: string,
    parameters: readonly (string | number)[] = [],
  ): Promise<(string | number | boolean | null)[][]> {
    const { rows, fields } = await this.client.query<(string | number | boolean | null)[], (string | number)[]>({
      text: sql,
      values: [...parameters],
      rowMode: 'array',
    });
    // `pg` returns numbers of this type as texts, because they may be too large.
    return rows.map((row) =>
      row.map((cell, index) => (entryAt(fields, index).dataTypeID === INT8 ? Number(cell) : cell)),
    );
  }

  async each(sql: string, types: readonly ColumnType[], visit: BatchVisitor): Promise<void> {
    const reader = new CopyReader(types, visit);
    const stream = this.client.query(this.copy.to(`COPY (${sql}) TO STDOUT WITH (FORMAT binary)`));
    let failure: { readonly cause: unknown } | undefined;
    // Always reads to the end: the connection accepts no other statement before that.
    for await (const chunk of stream) {
      try {
        if (failure === undefined) reader.push(chunk as Buffer);
      } catch (cause) {
        failure = { cause };
      }
    }
    if (failure !== undefined) throw failure.cause;
    reader.end();
  }

  async fill(table: string, columns: readonly Column[]): Promise<void> {
    const stream = this.client.query(this.copy.from(`COPY ${table} FROM STDIN WITH (FORMAT binary)`));
    await pipeline(Readable.from(copyBytes(columns)), stream);
  }
}
