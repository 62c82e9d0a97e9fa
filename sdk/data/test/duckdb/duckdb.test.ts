import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Column } from '@disco-engine/sdk';
import { appendColumns } from '../../src/duckdb/append-columns.js';
import { ColumnSlots } from '../../src/duckdb/column-slots.js';
import { eachBatch } from '../../src/duckdb/each-batch.js';
import { openDuckDb, type DuckDb } from '../../src/duckdb/open-duckdb.js';
import { refusal } from '../../../model/test/refusal.js';
import { plainColumn } from '../store/plain-data.js';

describe('a DuckDB database', () => {
  let db: DuckDb;

  beforeEach(async () => {
    db = await openDuckDb(':memory:');
  });

  afterEach(() => db.close());

  const batches = async (sql: string, parameters?: (string | number)[]): Promise<(readonly Column[])[]> => {
    const all: (readonly Column[])[] = [];
    await eachBatch(db, sql, (batch) => all.push(batch), parameters);
    return all;
  };

  test('rows of all types are returned as added', async () => {
    const missing = Uint8Array.of(0, 0, 1);
    const columns: Column[] = [
      { type: 'float64', values: Float64Array.of(0.1, NaN, 0), missing },
      { type: 'int32', values: Int32Array.of(-(2 ** 31), 2 ** 31 - 1, 0), missing },
      { type: 'int64', values: BigInt64Array.of(-(2n ** 63n), 2n ** 63n - 1n, 0n), missing },
      { type: 'boolean', values: Uint8Array.of(1, 0, 0), missing },
      { type: 'text', codes: Int32Array.of(1, 0, -1), texts: ['\ufeffmark', 'zero\0byte \u{1d11e}'] },
      { type: 'value', values: [{ a: [1, null] }, 'text', undefined] },
    ];
    await db.connection.run(`CREATE TABLE t(a double, b integer, c bigint, d boolean, e text, f text)`);
    await appendColumns(db, 't', columns);
    const [batch] = await batches('SELECT * FROM t');
    const json: Column = { type: 'text', codes: Int32Array.of(0, 1, -1), texts: ['{"a":[1,null]}', '"text"'] };
    expect(batch.map(plainColumn)).toStrictEqual([...columns.slice(0, 5), json].map(plainColumn));
  });

  test('a large table is written and read in batches', async () => {
    const values = Int32Array.from({ length: 10_000 }, (_, row) => row);
    await db.connection.run('CREATE TABLE t(a integer)');
    await appendColumns(db, 't', [{ type: 'int32', values }]);
    const all = await batches('SELECT a FROM t');
    expect(all.length).toBeGreaterThan(1);
    const rows = all.flatMap(([column]) => (column.type === 'int32' ? [...column.values] : []));
    expect(rows.sort((a, b) => a - b)).toEqual([...values]);
  });

  test('a query can have parameters', async () => {
    const [[text, number]] = await batches('SELECT $1::text, $2::integer', ['a\0\ufeff', 7]);
    expect([plainColumn(text), plainColumn(number)]).toEqual([
      { type: 'text', values: ['a\0\ufeff'] },
      { type: 'int32', values: [7] },
    ]);
  });

  test('an unsupported type is rejected', async () => {
    const error = await refusal(() => batches(`SELECT DATE '2026-01-01'`));
    expect(error.code).toBe('SQL_TYPE_UNSUPPORTED');
    expect(error.message).toContain('DATE');
  });
});

test('a file opened for reading cannot be written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'disco-duckdb-test-'));
  const path = join(folder, 'a.duckdb');
  (await openDuckDb(path)).close();
  const db = await openDuckDb(path, { readOnly: true });
  await expect(db.connection.run('CREATE TABLE t(a integer)')).rejects.toThrow('read-only');
  db.close();
  await rm(folder, { recursive: true });
});

describe('a column whose rows arrive in batches', () => {
  test('has each value in its place, and leaves out values without one', () => {
    const slots = new ColumnSlots('float64', 4);
    slots.put(
      { type: 'float64', values: Float64Array.of(3, 9, 1), missing: Uint8Array.of(0, 1, 0) },
      Int32Array.of(3, -1, 1),
    );
    slots.put({ type: 'float64', values: Float64Array.of(2, 0) }, Int32Array.of(2, 0));
    expect(slots.column()).toStrictEqual({ type: 'float64', values: Float64Array.of(0, 1, 2, 3) });
  });

  test('marks missing values', () => {
    const slots = new ColumnSlots('int64', 2);
    slots.put({ type: 'int64', values: BigInt64Array.of(0n, 5n), missing: Uint8Array.of(1, 0) }, Int32Array.of(1, 0));
    expect(slots.column()).toStrictEqual({
      type: 'int64',
      values: BigInt64Array.of(5n, 0n),
      missing: Uint8Array.of(0, 1),
    });
  });

  test('has each text once, in the order of the rows', () => {
    const slots = new ColumnSlots('text', 5);
    slots.put({ type: 'text', codes: Int32Array.of(0, 1, 2), texts: ['b', 'a', 'out'] }, Int32Array.of(4, 1, -1));
    slots.put({ type: 'text', codes: Int32Array.of(0, 1, -1), texts: ['b', 'c'] }, Int32Array.of(2, 0, 3));
    expect(slots.column()).toStrictEqual({
      type: 'text',
      codes: Int32Array.of(0, 1, 2, -1, 2),
      texts: ['c', 'a', 'b'],
    });
  });

  test('rejects values of another type', async () => {
    const slots = new ColumnSlots('int32', 1);
    const put = (): void => slots.put({ type: 'text', codes: Int32Array.of(0), texts: ['a'] }, Int32Array.of(0));
    expect(await refusal(put)).toMatchObject({ code: 'SQL_TYPE_UNSUPPORTED' });
  });
});
