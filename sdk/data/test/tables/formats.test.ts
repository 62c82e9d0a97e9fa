import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import initSqlJs from 'sql.js';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, it } from 'vitest';
import { type TableLocation, scenarioFromTables } from '@disco-engine/data';
import { ScenarioBuilder } from '@disco-engine/sdk';
import { folderWith } from './folder.js';

const STAGES = `stage,location,lead_time,cover,open,since
b,Ulm,2.5,3,true,
a,Bonn,1,4,false,2020-01-01
c,Ulm,,7,,2021-01-01
`;
const ARCS = `from,to,weight,units
a,b,2,3
b,c,0.5,4
`;

/** The scenario of the tables above. */
const expected = new ScenarioBuilder('scenario')
  .vertex('stage', 'a', { lead_time: 1, open: false, since: '2020-01-01' }, { labels: ['location=Bonn'] })
  .vertex('stage', 'b', { lead_time: 2.5, open: true }, { labels: ['location=Ulm'] })
  .vertex('stage', 'c', { since: '2021-01-01' }, { labels: ['location=Ulm'] })
  .edge('order', 'a', 'b', 2)
  .edge('order', 'b', 'c', 0.5)
  .build();

/** @returns number of vertices */
async function expectTheScenario(folder: string, stages: TableLocation, arcs: TableLocation): Promise<number> {
  const scenario = await scenarioFromTables({
    folder,
    vertices: { stage: stages },
    layers: { order: arcs, supply: { from: arcs, reverse: true } },
  });
  const { vertices, edges, layers, ...rest } = await scenario.toData();
  const wanted = await expected.toData();
  expect(rest).toMatchObject({
    keys: wanted.keys,
    weights: wanted.weights,
    labels: wanted.labels,
    typeOf: wanted.typeOf,
  });
  expect(layers[0]).toEqual(wanted.layers[0]);
  expect(scenario.graph.layer('supply')).toMatchObject({
    targets: Int32Array.of(0, 1),
    weights: Float64Array.of(2, 0.5),
  });
  const columns = new Map(vertices[0][1]);
  expect([...columns.keys()]).toEqual(['lead_time', 'cover', 'open', 'since']);
  const wantedColumns = new Map(wanted.vertices[0][1]);
  for (const name of ['lead_time', 'open']) expect(columns.get(name)).toEqual(wantedColumns.get(name));
  expect(columns.get('cover')).toMatchObject({ type: 'int32', values: Int32Array.of(4, 3, 7) });
  const since = columns.get('since');
  expect(since?.type === 'text' && Array.from(since.codes, (code) => since.texts[code])).toEqual([
    '2020-01-01',
    undefined,
    '2021-01-01',
  ]);
  expect(edges.map(([layer, table]) => [layer, table.map(([name, column]) => [name, column.type])])).toEqual([
    ['order', [['units', 'int32']]],
    ['supply', [['units', 'int32']]],
  ]);
  return scenario.graph.vertexCount;
}

it('reads CSV, including with CRLF, a byte order mark, semicolons, tabs, and compression', async () => {
  const other = (text: string, delimiter: string): string => text.replaceAll(',', delimiter);
  const folder = await folderWith({
    'stages.csv': STAGES,
    'arcs.csv': ARCS,
    'windows.csv': `\ufeff${other(STAGES, ';').replaceAll('\n', '\r\n')}`,
    'arcs.tsv': other(ARCS, '\t'),
    'stages.csv.gz': gzipSync(STAGES),
    'quoted.csv': STAGES.replace('Ulm,2.5', '"Ulm","2.5"'),
  });
  expect(await expectTheScenario(folder, 'stages.csv', 'arcs.csv')).toBe(3);
  expect(await expectTheScenario(folder, 'windows.csv', 'arcs.tsv')).toBe(3);
  expect(await expectTheScenario(folder, 'stages.csv.gz', 'arcs.csv')).toBe(3);
  expect(await expectTheScenario(folder, 'quoted.csv', 'arcs.csv')).toBe(3);
});

it('reads Parquet, and tables in DuckDB files', async () => {
  const folder = await folderWith({ 'stages.csv': STAGES, 'arcs.csv': ARCS });
  const instance = await DuckDBInstance.create(join(folder, 'plant.duckdb'));
  const connection = await instance.connect();
  for (const name of ['stages', 'arcs']) {
    await connection.run(`CREATE TABLE ${name} AS FROM read_csv('${join(folder, name)}.csv')`);
    if (name === 'stages') await connection.run('ALTER TABLE stages ALTER cover TYPE INTEGER');
    else await connection.run('ALTER TABLE arcs ALTER units TYPE SMALLINT');
    await connection.run(`COPY ${name} TO '${join(folder, name)}.parquet'`);
  }
  connection.closeSync();
  instance.closeSync();
  expect(await expectTheScenario(folder, 'stages.parquet', 'arcs.parquet')).toBe(3);
  expect(await expectTheScenario(folder, 'plant.duckdb#stages', { in: 'plant.duckdb', table: 'arcs' })).toBe(3);
});

it('reads JSON Lines', async () => {
  const folder = await folderWith({
    'stages.jsonl': `{"stage":"b","location":"Ulm","lead_time":2.5,"cover":3,"open":true}
{"stage":"a","location":"Bonn","lead_time":1,"cover":4,"open":false,"since":"2020-01-01"}
{"stage":"c","location":"Ulm","cover":7,"since":"2021-01-01"}
`,
    'arcs.ndjson': `{"from":"a","to":"b","weight":2,"units":3}\n{"from":"b","to":"c","weight":0.5,"units":4}\n`,
  });
  // JSON does not distinguish dates from other texts.
  const stages = { from: 'stages.jsonl', labels: ['location'] };
  const scenario = await scenarioFromTables({ folder, vertices: { stage: stages }, layers: { order: 'arcs.ndjson' } });
  const { keys, labels, layers, vertices } = await scenario.toData();
  const wanted = await expected.toData();
  expect({ keys, labels, layers }).toEqual({ keys: wanted.keys, labels: wanted.labels, layers: wanted.layers });
  expect(vertices[0][1].map(([name, { type }]) => [name, type])).toEqual([
    ['lead_time', 'float64'],
    ['cover', 'int32'],
    ['open', 'boolean'],
    ['since', 'text'],
  ]);
});

it('reads tables in SQLite files', async () => {
  const { Database } = await initSqlJs();
  const sqlite = new Database();
  sqlite.run('CREATE TABLE arcs ("from" TEXT, "to" TEXT, weight REAL, units INTEGER)');
  sqlite.run(`INSERT INTO arcs VALUES ('a', 'b', 2, 3), ('b', 'c', 0.5, 4)`);
  const folder = await folderWith({ 'stages.csv': STAGES, 'plant.sqlite': sqlite.export() });
  sqlite.close();
  const before = await readFile(join(folder, 'plant.sqlite'));
  expect(await expectTheScenario(folder, 'stages.csv', 'plant.sqlite#arcs')).toBe(3);
  expect(await readFile(join(folder, 'plant.sqlite'))).toEqual(before);
});

it('keeps the JavaScript order of keys that databases sort differently', async () => {
  const keys = ['\u{1F600}', '\uFF5E', 'z', 'Z', 'é'];
  const folder = await folderWith({
    'v.csv': `k,n\n${keys.map((key, index) => `${key},${index}`).join('\n')}\n`,
    'e.csv': 'a,b\n\u{1F600},\uFF5E\nz,é\n',
  });
  const scenario = await scenarioFromTables({ folder, vertices: { v: 'v.csv' }, layers: { e: 'e.csv' } });
  expect(scenario.graph.keys).toEqual([...keys].sort());
  const [column] = await scenario.columns.read({ nodeType: 'v' }, ['n']);
  expect(column).toMatchObject({ values: Int32Array.from([...keys].sort(), (key) => keys.indexOf(key)) });
  const { starts, targets } = scenario.graph.knownLayer('e');
  const at = scenario.graph.indexOf('\u{1F600}');
  expect(scenario.graph.keys[targets[starts[at]]]).toBe('\uFF5E');
});
