import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '@disco-engine/data';
import { ScenarioBuilder } from '@disco-engine/sdk';
import { Disco, model, type Outcome } from './disco.js';

const disco = new Disco();
afterEach(() => disco.killSpawned());
afterAll(() => disco.close());

let folder: string;
let store: string;
const inFolder = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disco-scenario-test-'));
  store = inFolder('disco.duckdb');
  const rows = Array.from({ length: 12 }, (_, i) => i);
  await writeFile(inFolder('station.csv'), `id,town,beds\n${rows.map((i) => `${i},t${i % 3},${i / 2}\n`).join('')}`);
  const edges = rows.flatMap((i) => [1, 2].map((step) => `${i},${(i + step) % 12},1\n`));
  await writeFile(inFolder('pass.csv'), `from,to,weight\n${edges.join('')}`);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a command that must succeed, with the store of the test. */
async function succeed(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await disco.run(...args, '--store', store);
  expect({ code, errors: stderr.replace(/^Running on .*\n/, '') }).toEqual({ code: 0, errors: '' });
  return stdout;
}

function run(...args: readonly string[]): Promise<Outcome> {
  return disco.run(...args, '--store', store);
}

const MODEL = ['--model', `${model}#TokenRing`];
const EXPERIMENT = fileURLToPath(new URL('../fixtures/ring-experiment.mjs', import.meta.url));
const importRing = (...args: readonly string[]): readonly string[] => [
  'scenario',
  'import',
  '--vertices',
  inFolder('station.csv'),
  '--layer',
  `pass=${inFolder('pass.csv')}`,
  ...args,
];

describe('disco scenario', () => {
  it('imports tables, describes the scenario, and runs on it', async () => {
    expect(await succeed(...importRing('--id', 'ring', ...MODEL))).toBe(
      `stored 'ring', version 1: 12 vertices, 24 edges in 1 layer\n`,
    );
    expect(await succeed('scenario', 'show', 'ring', ...MODEL)).toBe(`ring, version 1: 12 vertices

node types
  station: 12 vertices; beds (float64)

layers
  pass: 24 edges, a cycle: 1 → 2 → 3 → 4 → 5 → 6 → 7 → 8 → 9 → 11 → 1

labels
  town: 3 values
`);
    const until = ['--until', '20', '--seed', '3', '--json'];
    const ofModule = await disco.run('run', ...MODEL, '--scenario', `${model}#small`, ...until, '--workers', '2');
    const { digest } = JSON.parse(ofModule.stdout) as { digest: string };
    for (const where of [
      ['--workers', '1', '--transport', 'in-process'],
      ['--workers', '2', '--placement', 'multilevel'],
      ['--workers', '3', '--placement', 'label:town', '--transport', 'ws'],
    ])
      expect(JSON.parse(await succeed('run', ...MODEL, '--scenario', 'ring', ...until, ...where))).toMatchObject({
        digest,
      });
  });

  it('keeps versions, lists them, and removes them', async () => {
    const first = await disco.start(...importRing('--id', 'twice', '--cyclic', 'pass'), '--store', store);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    await succeed(...importRing('--id', 'twice', '--cyclic', 'pass', '--reverse', 'pass'));
    const versions = JSON.parse(await succeed('scenario', 'list', '--json')) as { id: string; version: number }[];
    expect(versions.filter(({ id }) => id === 'twice')).toMatchObject([
      { version: 1, vertices: 12, edges: 24 },
      { version: 2, vertices: 12, edges: 24 },
    ]);
    expect(await succeed('scenario', 'list')).toMatch(
      /^scenario +version +vertices +edges +saved\n[^]*^twice +2 +12 +24 +\d{4}-/m,
    );
    expect(await succeed('scenario', 'remove', 'twice', '--version', '1')).toBe(`removed 'twice', version 1\n`);
    expect(await run('scenario', 'show', 'twice', '--version', '1')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('SCENARIO_UNKNOWN') as string,
    });
    await succeed('scenario', 'remove', 'twice');
    expect(await succeed('scenario', 'list')).not.toContain('twice');
  });

  it('reports its assumptions about tables, and reads them as flags say', async () => {
    await writeFile(inFolder('lager.csv'), Buffer.from('Lager;Preis\nKöln;1.234,5\nUlm;2,5\n', 'latin1'));
    const table = ['scenario', 'import', '--vertices', `lager=${inFolder('lager.csv')}`];
    const { code, stderr, stdout } = await run(...table, '--id', 'guessed', '--json');
    expect(code).toBe(0);
    const { assumed } = JSON.parse(stdout) as { assumed: { code: string }[] };
    expect(assumed.map((each) => each.code)).toEqual(['ENCODING_ASSUMED', 'DELIMITER_ASSUMED', 'NUMBERS_ASSUMED']);
    expect(stderr.match(/^Assumption about .*lager.csv: /gm)).toHaveLength(3);
    const said = ['--encoding', 'latin1', '--delimiter', ';', '--decimal', ',', '--thousands', '.', '--comment', '%'];
    expect(await succeed(...table, '--id', 'said', ...said)).toBe(
      `stored 'said', version 1: 2 vertices, 0 edges in 0 layers\n`,
    );
    const refused = await run(...table, '--id', 'wrong', '--decimal', 'x');
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.stderr).toContain(`--decimal is 'x'; it must be one of: '.', ','`);
  });

  it('exports tables that can be imported again', async () => {
    await succeed(...importRing('--id', 'out', '--cyclic', 'pass'));
    await succeed('scenario', 'export', 'out', '--to', inFolder('out'), '--format', 'csv');
    expect((await readdir(inFolder('out'))).sort()).toEqual(['edges-pass.csv', 'tables.json', 'vertices-station.csv']);
    await succeed('scenario', 'import', '--tables', join(inFolder('out'), 'tables.json'), '--id', 'in');
    const show = async (id: string): Promise<string> =>
      (await succeed('scenario', 'show', id)).replace(/^\w+, version \d+/, '');
    expect(await show('in')).toBe(await show('out'));
  });

  it('refuses invalid tables with file, line and exit code 2, and stores nothing', async () => {
    const bad = inFolder('bad.csv');
    await writeFile(bad, 'from,to\n0,1\n0,99\n3,3\n1,0\n');
    const before = await succeed('scenario', 'list');
    const { code, stdout, stderr } = await run(
      'scenario',
      'import',
      '--vertices',
      `station=${inFolder('station.csv')}`,
      '--layer',
      `pass=${bad}`,
      '--id',
      'bad',
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`${bad}:3: edge '0' → '99' of layer 'pass' refers to '99'`);
    expect(stderr).toContain(`${bad}:4: layer 'pass' has an edge from '3' to itself`);
    expect(await succeed('scenario', 'list')).toBe(before);
  });

  it('refuses an invalid file of --tables with its fields, before a table is read', async () => {
    const file = inFolder('wrong-tables.json');
    const from = 'none.csv';
    await writeFile(
      file,
      JSON.stringify({ vertices: { station: { from, distinct: 'town' } }, layers: { pass: { from, cyclc: 1 } } }),
    );
    const { code, stderr } = await run('scenario', 'import', '--tables', file, '--id', 'x', ...MODEL);
    expect(code).toBe(2);
    expect(stderr).toContain(
      `${file}: vertices.station.distinct is "town"; it must be an array of names [OPTION_INVALID]`,
    );
    expect(stderr).toContain(`${file}: layers.pass: there is no option 'cyclc'; there are: from, `);
    await writeFile(file, '[]');
    const list = await run('scenario', 'import', '--tables', file, '--id', 'x', ...MODEL);
    expect(list.stderr).toContain(`${file}: the document is []; it must be an object [OPTION_INVALID]`);
  });

  it('refuses a scenario that does not fit the model', async () => {
    await mkdir(inFolder('other'), { recursive: true });
    await writeFile(inFolder('other/plant.csv'), 'id\na\n');
    const { code, stderr } = await run(
      'scenario',
      'import',
      '--vertices',
      inFolder('other/plant.csv'),
      '--id',
      'x',
      ...MODEL,
    );
    expect(code).toBe(2);
    expect(stderr).toContain('NODE_TYPE_UNKNOWN');
  });

  it.each([
    [
      ['import', '--layer', 'pass'],
      ['--id is missing', '--vertices is missing', `--layer is 'pass'; write NAME=TABLE`],
    ],
    [['import', '--id', 'x', '--tables', 'no.json'], ['no.json cannot be read']],
    [['show'], ['argument ID is missing']],
    [
      ['show', 'a', 'b', '--versoin', '2'],
      [`unexpected argument 'b'`, 'did you mean --version?'],
    ],
    [
      ['export', 'a', '--format', 'xlsx'],
      ['--to is missing', `--format is 'xlsx'; it must be one of: parquet, csv, jsonl`],
    ],
    [['exprot'], [`did you mean 'export'?`]],
    [[], [`Commands: import, show, list, export, remove`]],
  ])('refuses the command line %s', async (args, messages) => {
    const { code, stderr } = await run('scenario', ...args);
    expect(code).toBe(2);
    for (const message of messages) expect(stderr).toContain(message);
  });

  it('distinguishes an unreadable store from a missing one', async () => {
    const { code, stderr } = await disco.start('scenario', 'list', '--store', inFolder('station.csv'));
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('STORE_UNREADABLE') as string });
    const empty = await disco.run('scenario', 'show', 'ring', '--store', inFolder('none.duckdb'));
    expect(empty).toMatchObject({ code: 1, stderr: expect.stringContaining('STORE_MISSING') as string });
  });

  it.each<[string, readonly string[], string]>([
    ['list', ['scenario', 'list'], "0: there is no store STORE; 'disco scenario import' creates one\n"],
    ['list --json', ['scenario', 'list', '--json'], '0: []\n'],
    ['show', ['scenario', 'show', 'ring'], '1: Error STORE_MISSING: there is no store STORE; '],
    ['remove', ['scenario', 'remove', 'ring'], '1: Error STORE_MISSING: there is no store STORE; '],
    ['partition', ['partition', 'ring', '--workers', '2'], '1: Error STORE_MISSING: there is no store STORE; '],
  ])('creates nothing if there is no store: %s', async (_, args, wanted) => {
    const nowhere = await mkdtemp(join(tmpdir(), 'disco-empty-test-'));
    const missing = join(nowhere, 'disco.duckdb');
    const { code, stdout, stderr } = await disco.run(...args, '--store', missing);
    expect(`${code}: ${stdout}${stderr}`.startsWith(wanted.replace('STORE;', `${missing};`))).toBe(true);
    expect(await readdir(nowhere)).toEqual([]);
    await rm(nowhere, { recursive: true });
  });
});

describe('names that would control the terminal', () => {
  const id = 'red\u001b[31m\u009b1m\nring, version 9';
  const shown = 'red\\x1b[31m\\u009b1m\\nring, version 9';
  let own: string;
  beforeAll(async () => {
    own = inFolder('escapes.duckdb');
    const values = { 'col\u001b[2J': 1 };
    const scenario = new ScenarioBuilder('evil').vertex('station', 'k\u001b]0;x\u0007', values).build();
    const opened = await openStore(own);
    await opened.save(scenario, { id });
    await opened.close();
  });

  it.each<[string, readonly string[], RegExp]>([
    ['list', ['list'], new RegExp(`^scenario[^\n]*\n${literal(shown)} +1 +1 +0 [^\n]*\n$`)],
    ['show', ['show', id], new RegExp(`^${literal(shown)}, version 1: 1 vertex\n[^]*col\\\\x1b\\[2J \\(float64\\)`)],
    ['an error', ['show', 'k\u001b[2J'], /^Error SCENARIO_UNKNOWN: [^\n]*'k\\x1b\[2J'/],
  ])('are printed as escapes, each on one line: %s', async (_, args, wanted) => {
    const { stdout, stderr } = await disco.run('scenario', ...args, '--store', own);
    expect(`${stdout}${stderr}`).toMatch(wanted);
    // oxlint-disable-next-line no-control-regex -- control characters are what this is about
    expect(`${stdout}${stderr}`).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  it('are unchanged in JSON', async () => {
    const { stdout } = await disco.run('scenario', 'list', '--json', '--store', own);
    expect(stdout).not.toContain('\u009b');
    expect((JSON.parse(stdout) as { id: string }[])[0].id).toBe(id);
  });
});

function literal(text: string): string {
  return text.replace(/[\\[\]]/g, '\\$&');
}

describe('disco partition', () => {
  beforeAll(async () => {
    await succeed(...importRing('--id', 'plan', '--cyclic', 'pass'));
  });

  it.each([
    ['[0]', 'VALUE_INVALID', 'the document is [0]; it must be an object'],
    ['{"station/1": 0, "station/2": "1"}', 'VALUE_INVALID', '["station/2"] is "1"; it must be the number of a worker'],
    ['{"station/1"', 'FILE_UNREADABLE', 'cannot be read'],
  ])('refuses the placement file %s', async (text, problem, message) => {
    const file = inFolder('wrong-placement.json');
    await writeFile(file, text);
    const { code, stderr } = await run(
      'partition',
      ...MODEL,
      '--scenario',
      'plan',
      '--workers',
      '2',
      '--placement',
      file,
    );
    expect(code).toBe(2);
    expect(stderr).toContain(file);
    expect(stderr).toContain(message);
    expect(stderr).toContain(problem);
  });

  it('explains a placement', async () => {
    const explain = ['partition', 'plan', '--workers', '3', ...MODEL, '--explain', '--store', store];
    const { code, stdout: text } = await disco.start(...explain);
    expect(code).toBe(0);
    expect(text).toMatch(/^12 nodes on 3 workers: \d+\.\d % of the traffic is cut, imbalance 0.0 %\n/);
    expect(text).toMatch(/^worker +nodes +work\n[^]*^ +2 +4 +33\.3 %\n/m);
    expect(text).toMatch(/^layer +minimum delay +links +cut links +cut traffic\npass +0\.5 +24 +\d+ +\d+\.\d %\n/m);
    expect(text).toMatch(/^at best, the graph keeps 12.0 workers busy/m);
  });

  it('places a scenario of a module, or the model and scenario of an experiment', async () => {
    const ring = (name: string): string => `${model}#${name}`;
    const lines = async (...args: string[]): Promise<string> =>
      succeed('partition', ...args, '--workers', '2', '--explain');
    const placed = /^12 nodes on 2 workers: .*\n[^]*^pass +0\.5 +/m;
    expect(await lines(ring('small'), '--model', ring('TokenRing'))).toMatch(placed);
    expect(await lines(EXPERIMENT)).toMatch(placed);
    expect(await lines(`${EXPERIMENT}#shared`, '--measure', '5')).toContain('measured time of handlers');
    const wrong = await run('partition', `${EXPERIMENT}#nobody`, '--workers', '2');
    expect(wrong.stderr).toMatch(
      /SCENARIO_FAILED: .* exports no 'nobody'; name an export, as in FILE#NAME\. It exports: .*shared/,
    );
    const bare = await run('partition', ring('small'), '--workers', '2', '--measure', '5');
    expect([bare.code, bare.stderr]).toEqual([2, expect.stringContaining('--measure runs the model')]);
  });

  it('measures activity with any placement', async () => {
    const args = ['partition', 'plan', '--workers', '2', ...MODEL, '--placement', 'round-robin', '--explain'];
    expect(await succeed(...args, '--measure', '5')).toContain('measured time of handlers');
    expect(await succeed(...args)).toContain('every link counts as one event');
  });

  it('saves a placement for a run', async () => {
    const file = inFolder('placement.json');
    await succeed('partition', 'plan', '--workers', '2', ...MODEL, '--measure', '5', '--save', file);
    const workers = JSON.parse(await readFile(file, 'utf8')) as Record<string, number>;
    expect(Object.keys(workers)).toHaveLength(12);
    expect(new Set(Object.values(workers))).toEqual(new Set([0, 1]));
    const out = await succeed(
      'run',
      ...MODEL,
      '--scenario',
      'plan',
      '--until',
      '5',
      '--workers',
      '2',
      '--placement',
      file,
    );
    expect(out).toContain('digest');
  });

  it('works without a model', async () => {
    const { report } = JSON.parse(await succeed('partition', 'plan', '--workers', '2', '--json')) as {
      report: { layers: unknown };
    };
    expect(report.layers).toMatchObject([{ simproc: 'pass', minimumDelay: 1, links: 24 }]);
  });

  it.each([
    [['plan'], ['--workers is missing']],
    [['plan', '--workers', '0'], ['--workers is']],
    [['plan', '--workers', '2', '--measure', '5'], ['--measure runs the model; name it with --model']],
    [['plan', '--workers', '2', '--placement', 'best'], [`--placement is 'best'; give one of: multilevel`]],
    [['plan', '--workers', '2', '--imbalance', '0'], ['the imbalance is 0']],
  ])('refuses %s', async (args, messages) => {
    const { code, stderr } = await run('partition', ...args);
    expect(code).toBe(2);
    for (const message of messages) expect(stderr).toContain(message);
  });
});
