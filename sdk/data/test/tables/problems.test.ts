import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportTables, type TableOptions, scenarioFromTables } from '@disco-engine/data';
import { ScenarioBuilder } from '@disco-engine/sdk';
import { folderWith, problemsOf } from './folder.js';

async function problemsOfFiles(files: Readonly<Record<string, string>>, options: Partial<TableOptions> = {}) {
  const folder = await folderWith(files);
  return problemsOf({ folder, vertices: { stage: 'stages.csv' }, layers: { order: 'arcs.csv' }, ...options });
}

it('reports all problems of all tables at once, by file and line', async () => {
  const problems = await problemsOfFiles({
    'stages.csv': `stage,location,lead_time
b,Ulm,2
a,Bonn,1
c,Ulm,3
c,Ulm,4
,Ulm,5
`,
    'arcs.csv': `from,to,weight,units
a,b,2,3
a,b,1,3
b,c,-1,3
b,a,,3
c,c,1,3
a,z,1,3
,b,1,3
`,
  });
  expect(problems).toEqual([
    `stages.csv:5 VERTEX_REPEATED vertex 'c' occurs twice; first in line 4`,
    `stages.csv:6 KEY_EMPTY the vertex has no key in column 'stage'`,
    `arcs.csv:3 EDGE_REPEATED layer 'order' has edge 'a' → 'b' twice; add their weights`,
    `arcs.csv:4 WEIGHT_INVALID column 'weight': '-1' is not a weight; give a finite number, at least 0`,
    `arcs.csv:5 WEIGHT_INVALID column 'weight': an empty cell is not a weight; give a finite number, at least 0`,
    `arcs.csv:6 EDGE_SELF_LOOP layer 'order' has an edge from 'c' to itself; declare a self relation on the node type instead`,
    `arcs.csv:7 VERTEX_UNKNOWN edge 'a' → 'z' of layer 'order' refers to 'z', but there is no vertex with that key`,
    `arcs.csv:8 KEY_EMPTY an edge of layer 'order' has an end without a key`,
  ]);
});

it('reports a cycle by its keys, unless the layer may have one', async () => {
  const files = { 'stages.csv': 'k\na\nb\nc\n', 'arcs.csv': 'f,t\na,b\nb,c\nc,a\n' };
  expect(await problemsOfFiles(files)).toEqual([
    expect.stringMatching(/^arcs.csv LAYER_CYCLE layer 'order' has a cycle: a → b → c → a; /),
  ]);
  const folder = await folderWith(files);
  const layers = { order: { from: 'arcs.csv', cyclic: true } };
  const { graph } = await scenarioFromTables({ folder, vertices: { stage: 'stages.csv' }, layers });
  expect(graph.knownLayer('order').targets).toHaveLength(3);
});

describe('cells', () => {
  const arcs = { 'arcs.csv': 'f,t\n' };

  it('that are not numbers among many that are, or not of the declared type, are reported', async () => {
    const stages = `k,n,m\n${Array.from({ length: 9 }, (_, i) => `s${i},${i},${i}\n`).join('')}x,1o,2.5\n`;
    expect(await problemsOfFiles({ 'stages.csv': stages, ...arcs })).toEqual([
      expect.stringMatching(/^stages.csv:11 COLUMN_MIXED column 'n' has numbers, but here '1o'; /),
    ]);
    const declared = { vertices: { stage: { from: 'stages.csv', columns: { n: 'float64', m: 'int32' } } } } as const;
    expect(await problemsOfFiles({ 'stages.csv': stages, ...arcs }, declared)).toEqual([
      `stages.csv:11 VALUE_INVALID column 'n': '1o' is not of type float64`,
      `stages.csv:11 VALUE_INVALID column 'm': '2.5' is not of type int32`,
    ]);
  });

  it('that are not JSON are reported', async () => {
    const files = { 'stages.csv': 'k,v\na,"{""x"": 1}"\nb,{\n', ...arcs };
    const vertices = { stage: { from: 'stages.csv', columns: { v: 'value' } } } as const;
    expect(await problemsOfFiles(files, { vertices })).toEqual([
      expect.stringMatching(/^stages.csv:3 VALUE_INVALID column 'v': '{' is not JSON/),
    ]);
  });

  it('with no label or two labels of a distinct type are reported', async () => {
    const files = { 'stages.csv': 'k,site\na,Ulm\nb,\nc,Ulm|Bonn\n', ...arcs };
    const labels = [{ column: 'site', separator: '|' }];
    const problems = await problemsOfFiles(files, {
      vertices: { stage: { from: 'stages.csv', labels, distinct: ['site', 'size'] } },
    });
    expect(problems).toEqual([
      expect.stringMatching(/^stages.csv LABEL_UNKNOWN .*'size'/),
      `stages.csv:3 LABEL_MISSING the vertex has no label of type 'site', which must be distinct; give it exactly one`,
      `stages.csv:4 LABEL_CLASH the vertex has 'Bonn' and 'Ulm' as labels of type 'site', which must be distinct; give it exactly one`,
    ]);
  });
});

describe('rows', () => {
  it('with too few or too many cells, unclosed quotes, or bytes that are not text are reported', async () => {
    const folder = await folderWith({
      'stages.csv': Buffer.concat([
        Buffer.from('k,n\na,1\nb\nc,1,2\n"d,1\ne,"x"y\n'),
        Buffer.from([0x66, 0xff, 0x2c, 0x31, 0x0a]),
        Buffer.from('gé,1\n'),
      ]),
    });
    expect(await problemsOf({ folder, vertices: { stage: 'stages.csv' } })).toEqual([
      'stages.csv:3 ROW_RAGGED the row has one cell, but the header has 2 columns',
      'stages.csv:4 ROW_RAGGED the row has 3 cells, but the header has 2 columns',
      expect.stringMatching(/^stages.csv:5 QUOTES_INVALID a quote opens here but is not closed/),
      expect.stringMatching(/^stages.csv:6 QUOTES_INVALID text follows a closing quote/),
      'stages.csv:7 TEXT_INVALID the line is not UTF-8 text; save the file in UTF-8, or set its encoding',
    ]);
  });

  it('of JSON Lines that are not objects are reported', async () => {
    const folder = await folderWith({ 'stages.jsonl': '{"k":"a"}\n[1]\n{"k":\n' });
    expect(await problemsOf({ folder, vertices: { stage: 'stages.jsonl' } })).toEqual([
      expect.stringMatching(/^stages.jsonl:2 ROW_INVALID the line is not a JSON object; write one object per line/),
      expect.stringMatching(/^stages.jsonl:3 ROW_INVALID the line is not a JSON object: /),
    ]);
  });

  it('are counted from 1 if a table has no lines', async () => {
    const folder = await folderWith({ 'stages.csv': 'k\na\nb\n' });
    await exportTables(new ScenarioBuilder().vertex('x', 'b').build(), { folder: join(folder, 'out') });
    const problems = await problemsOf({ folder, vertices: { a: 'stages.csv', b: 'out/vertices-x.parquet' } });
    expect(problems).toEqual([
      `out/vertices-x.parquet VERTEX_REPEATED row 1: vertex 'b' occurs twice; first in line 3 of stages.csv`,
    ]);
  });
});

it('reports unreadable files', async () => {
  const folder = await folderWith({
    'empty.csv': '',
    'broken.parquet': 'PAR1',
    'broken.duckdb': 'x'.repeat(99),
    'broken.csv.gz': 'x',
  });
  const vertices = {
    a: 'nothing.csv',
    b: 'empty.csv',
    c: 'broken.parquet',
    d: 'broken.duckdb#t',
    e: 'broken.csv.gz',
    f: 'plant.xlsx',
    g: 'plant.duckdb',
    h: { in: 'stages.csv', table: 't' },
  };
  expect(await problemsOf({ folder, vertices })).toEqual([
    expect.stringMatching(/^LOCATION_INVALID vertices.f: 'plant.xlsx' is not a table: its extension must be one of/),
    expect.stringMatching(/^LOCATION_INVALID vertices.g: 'plant.duckdb' is not a table: append '#' and the table/),
    expect.stringMatching(
      /^LOCATION_INVALID vertices.h: 'stages.csv#t' is not a table: a file of this kind contains only one table/,
    ),
  ]);
  const { a, b, c, d, e } = vertices;
  expect(await problemsOf({ folder, vertices: { a, b, c, d, e, i: './..csv' } })).toEqual([
    'nothing.csv FILE_UNREADABLE there is no such file',
    'empty.csv FILE_EMPTY the file is empty; it needs a header with column names',
    expect.stringMatching(
      /^broken.parquet FILE_FORMAT_UNKNOWN the file is damaged, or its format does not match its name: /,
    ),
    expect.stringMatching(
      /^broken.duckdb#t FILE_FORMAT_UNKNOWN the file is damaged, or its format does not match its name: /,
    ),
    expect.stringMatching(
      /^broken.csv.gz FILE_FORMAT_UNKNOWN the file is damaged, or its format does not match its name: /,
    ),
    './..csv FILE_UNREADABLE there is no such file',
  ]);
});

it.each([0.1, 0.4])(
  'reports a Parquet file that is damaged in the middle, which shows only when it is read: at %d',
  async (at) => {
    const folder = await folderWith({ 'arcs.csv': 'f,t\nv1,v2\n' });
    const builder = new ScenarioBuilder();
    for (let number = 0; number < 5000; number++)
      builder.vertex('x', `v${number}`, { n: Math.sin(number) }, { labels: [`site=${number}`] });
    await exportTables(builder.build(), { folder: join(folder, 'out') });
    const file = join(folder, 'out/vertices-x.parquet');
    const bytes = await readFile(file);
    bytes.fill(0xff, Math.floor(bytes.length * at), Math.floor(bytes.length * at) + 2000);
    await writeFile(file, bytes);
    const problems = await problemsOf({
      folder,
      vertices: { x: { from: 'out/vertices-x.parquet', labels: ['site'] } },
      layers: { order: 'arcs.csv' },
    });
    expect(problems).toEqual([
      expect.stringMatching(
        /^out.vertices-x.parquet FILE_FORMAT_UNKNOWN the file is damaged, or its format does not match its name: /,
      ),
    ]);
  },
);

it('reports missing and repeated columns', async () => {
  const files = { 'stages.csv': 'k,n,n\na,1,2\n', 'arcs.csv': 'f\n' };
  const vertices = {
    stage: { from: 'stages.csv', key: 'id', weight: 'w', columns: { cost: 'float64' }, ignore: ['old'] },
  } as const;
  const problems = await problemsOfFiles(files, { vertices });
  expect(problems.map((problem) => problem.split(';')[0])).toEqual([
    `stages.csv:1 COLUMN_REPEATED two columns are named 'n'`,
    `stages.csv:1 COLUMN_MISSING there is no column 'old'`,
    `stages.csv:1 COLUMN_MISSING there is no column 'id'`,
    `stages.csv:1 COLUMN_MISSING there is no column 'w'`,
    `stages.csv:1 COLUMN_MISSING there is no column 'cost'`,
    `arcs.csv:1 COLUMN_MISSING there is no column for the heads`,
  ]);
});

it('reports an unnamed column with values, and ignores an empty one', async () => {
  const arcs = { 'arcs.csv': 'f,t\n' };
  expect(await problemsOfFiles({ 'stages.csv': 'k,n,\na,1,\nb,2,3\n', ...arcs })).toEqual([
    'stages.csv:1 COLUMN_UNNAMED column 3 has values but no name',
  ]);
  const folder = await folderWith({ 'stages.csv': 'k,n,\na,1,\n' });
  expect((await scenarioFromTables({ folder, vertices: { stage: 'stages.csv' } })).graph.vertexCount).toBe(1);
});

it('enforces limits', async () => {
  const folder = await folderWith({ 's.csv': 'k,site\naaaaa,Ulm\nb,Bonn\nc,Jena\n', 'e.csv': 'f,t\nb,c\nc,b\n' });
  const options = { folder, vertices: { s: 's.csv' }, layers: { e: { from: 'e.csv', cyclic: true } } };
  for (const limits of [
    { vertices: 2 },
    { edges: 1 },
    { columns: 1 },
    { labels: 2 },
    { keyLength: 4 },
    { textLength: 3 },
    { lineBytes: 5 },
  ]) {
    const problems = await problemsOf({ ...options, limits });
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) expect(problem).toMatch(/\bTABLE_TOO_LARGE /);
    const [[name]] = Object.entries(limits);
    expect(problems[0]).toContain(`limits.${name}`);
  }
  const { graph } = await scenarioFromTables(options);
  expect(graph.vertexCount).toBe(3);
});

it('reports a limited number of problems, and some of each kind', async () => {
  const rows = Array.from({ length: 500 }, (_, i) => `b${i},c\n`).join('');
  const problems = await problemsOfFiles({ 'stages.csv': 'k\na\na\n', 'arcs.csv': `f,t\n${rows}` });
  expect(problems).toHaveLength(51);
  expect(problems[0]).toMatch(/VERTEX_REPEATED/);
  expect(problems[50]).toBe('PROBLEMS_OMITTED and 451 more; correct the ones above and try again');
});

it('rejects invalid options before reading anything', async () => {
  const wrong: unknown = {
    vertices: { a: 5, b: { from: 'b.csv', keys: 'x', weight: 3 } },
    layers: [],
    limit: {},
    limits: { rows: 3, edges: -1 },
  };
  expect(await problemsOf(wrong as TableOptions)).toEqual([
    `OPTION_INVALID vertices.a is 5; it must be a location, or options with the location as 'from'`,
    'OPTION_INVALID vertices.b.weight is 3; it must be the name of a column, or false',
    'OPTION_INVALID layers is []; it must be an object of tables by name',
    'OPTION_INVALID limits.edges is -1; it must be a whole number of at least 1',
    expect.stringMatching(/^OPTION_UNKNOWN vertices.b: there is no option 'keys'; there are: from, columns, /),
    expect.stringMatching(/^OPTION_UNKNOWN limits: there is no option 'rows'; there are: vertices, edges, /),
    `OPTION_UNKNOWN there is no option 'limit'; there are: name, vertices, layers, folder, limits`,
  ]);
  expect(await problemsOf({ vertices: {} })).toEqual([
    'VERTEX_MISSING give a table of vertices for at least one node type',
  ]);
});

it('rejects tables without vertices', async () => {
  expect(await problemsOfFiles({ 'stages.csv': 'k,n\n', 'arcs.csv': 'f,t\n' })).toEqual([
    'stages.csv VERTEX_MISSING the tables have no vertices',
  ]);
});
