import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { csvText, parquetBytes, type NamedColumns } from '@disco-engine/data';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'disco-table-files-'))));
afterEach(() => rm(folder, { recursive: true }));

/** Everything that a table may contain: texts that CSV must quote, numbers to the last digit, and missing values. */
const TEXTS = ['plain', 'a, b', 'say "so"', 'two\r\nlines', '', ' wide '];
const table: NamedColumns = [
  ['case', { type: 'int32', values: Int32Array.of(0, 1, 2, 3, 4, 5, 6) }],
  ['a "name", quoted', { type: 'text', codes: Int32Array.of(0, 1, 2, 3, 4, 5, -1), texts: TEXTS }],
  ['on', { type: 'boolean', values: Uint8Array.of(1, 0, 1, 0, 1, 0, 0), missing: Uint8Array.of(0, 0, 0, 0, 0, 0, 1) }],
  [
    'value',
    {
      type: 'float64',
      values: Float64Array.of(0.1 + 0.2, -0, 1e300, 5e-324, -1.5, Infinity, 7),
      missing: Uint8Array.of(0, 0, 0, 0, 0, 0, 1),
    },
  ],
];

const ROWS = [
  [0, 'plain', true, 0.1 + 0.2],
  [1, 'a, b', false, 0],
  [2, 'say "so"', true, 1e300],
  [3, 'two\r\nlines', false, 5e-324],
  [4, '', true, -1.5],
  [5, ' wide ', false, Infinity],
  [6, null, null, null],
];

async function rowsOf(source: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const result = await connection.runAndReadAll(`FROM ${source}`);
    expect(result.columnNames()).toEqual(table.map(([name]) => name));
    return result.getRows().map((row) => row.map((value) => (typeof value === 'bigint' ? Number(value) : value)));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

describe('a table', () => {
  it('becomes CSV according to RFC 4180', () => {
    expect([...csvText(table)].join('')).toBe(
      [
        'case,"a ""name"", quoted",on,value',
        '0,plain,true,0.30000000000000004',
        '1,"a, b",false,0',
        '2,"say ""so""",true,1e+300',
        '3,"two\r\nlines",false,5e-324',
        '4,"",true,-1.5',
        '5, wide ,false,Infinity',
        '6,,,',
        '',
      ].join('\r\n'),
    );
  });

  it('is read back unchanged by DuckDB from CSV', async () => {
    const file = join(folder, 'table.csv');
    await writeFile(file, csvText(table));
    const rows = await rowsOf(`read_csv('${file}', allow_quoted_nulls = false)`);
    expect(rows).toEqual(ROWS);
  });

  it('is read back from Parquet, bit for bit', async () => {
    const file = join(folder, 'table.parquet');
    await writeFile(file, await parquetBytes(table));
    const rows = await rowsOf(`read_parquet('${file}')`);
    expect(rows).toEqual(ROWS.map(([number, text, on, value]) => [number, text, on, number === 1 ? -0 : value]));
  });

  it('has a header even without rows', async () => {
    const empty: NamedColumns = [['case', { type: 'int32', values: new Int32Array(0) }]];
    expect([...csvText(empty)].join('')).toBe('case\r\n');
    expect((await parquetBytes(empty)).toString('latin1', 0, 4)).toBe('PAR1');
  });
});
