import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { Disco } from '../command/disco.js';

const experiment = fileURLToPath(new URL('../fixtures/ring-experiment.mjs', import.meta.url));
const disco = new Disco();
afterEach(() => disco.killSpawned());
afterAll(() => disco.close());

let folder: string;
let results: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disco-replay-test-'));
  results = join(folder, 'results');
  const { code, stderr } = await disco.run('run', experiment, '--results', results, '--workers', '1');
  if (code !== 0) throw new Error(stderr);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('runs a replication again with the recorded digest', async () => {
  const file = join(results, 'case-0001/replication-0002/run.json');
  const { digest } = JSON.parse(await readFile(file, 'utf8')) as { digest: string };
  const { code, stdout } = await disco.start(
    'replay',
    results,
    '--experiment',
    experiment,
    '--case',
    '1',
    '--replication',
    '2',
  );
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringContaining(`digest ${digest}, as recorded`) as string,
  });
});

it('says so if the results lack the replication that it runs', async () => {
  const { code, stdout } = await disco.run(
    'replay',
    results,
    '--experiment',
    experiment,
    '--case',
    '1',
    '--replication',
    '99',
  );
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringContaining(`not compared: ${results} has no replication 99 of case 1\n`) as string,
  });
});

it('runs an antithetic replication again', async () => {
  const pairs = join(folder, 'pairs');
  await disco.run('run', `${experiment}#antithetic`, '--results', pairs, '--workers', '1');
  for (const replication of [0, 1, 3]) {
    const { stdout } = await disco.run(
      'replay',
      pairs,
      '--experiment',
      experiment,
      '--replication',
      String(replication),
    );
    expect(stdout).toContain('as recorded');
  }
});

it('prints what a node does', async () => {
  const { code, stdout } = await disco.run(
    'replay',
    results,
    '--experiment',
    experiment,
    '--node',
    'station/3',
    '--until',
    '4',
  );
  expect(code).toBe(0);
  const lines = stdout.split('\n').slice(0, -2);
  expect(lines[0]).toBe('0 station/3 pass');
  for (const line of lines)
    expect(line).toMatch(
      /^([\d.]+ station\/3 pass| {2}< station\/[12] @[\d.]+ \d+| {2}> station\/[45] pass @[\d.]+ \d+| {2}= total \d+)$/,
    );
  expect(lines.some((line) => line.startsWith('  <'))).toBe(true);
  const all = await disco.run('replay', results, '--experiment', experiment, '--trace', '--until', '1');
  expect(all.stdout).toContain('0 station/0 pass\n');
  expect(all.stdout).toContain('0 station/11 pass\n');
});

it('reports a different digest', async () => {
  const file = join(results, 'case-0000/replication-0001/run.json');
  await writeFile(file, (await readFile(file, 'utf8')).replace(/"digest": "\w+"/, '"digest": "0123456789abcdef"'));
  const { code, stderr } = await disco.run('replay', results, '--experiment', experiment, '--replication', '1');
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('REPLAY_DIFFERS') as string });
});

it('runs no code that only the results folder names', async () => {
  const strange = join(folder, 'strange');
  await cp(results, strange, { recursive: true });
  const module = join(strange, 'experiment.mjs');
  await writeFile(
    module,
    `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(join(folder, 'ran'))}, '');`,
  );
  const file = join(strange, 'experiment.json');
  const description = JSON.parse(await readFile(file, 'utf8')) as { model: object };
  await writeFile(file, JSON.stringify({ ...description, model: { ...description.model, module } }));
  for (const args of [
    ['replay', strange],
    ['diff', strange, results],
  ]) {
    const { code, stderr } = await disco.run(...args);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /MODULE_UNNAMED: .*the results in .*strange come from .*strange\/experiment\.mjs, .* --experiment '/,
    );
  }
  expect(await readdir(folder)).not.toContain('ran');
});

it.each([
  [['nowhere'], 'RESULTS_UNREADABLE'],
  [[], 'argument RESULTS is missing; see --help [ARGUMENT_MISSING]'],
  [['results', '--case', '9'], 'Error CASE_UNKNOWN: '],
  [['results', '--case', '9'], 'has no case 9; its cases are 0 to 1\n'],
  [['results', '--node', 'station/99'], 'NODE_UNKNOWN'],
])('refuses %s', async (args, why) => {
  const { code, stderr } = await disco.run(
    'replay',
    '--experiment',
    experiment,
    ...args.map((arg) => (arg === 'results' ? results : arg)),
  );
  expect(code).toBeGreaterThan(0);
  expect(stderr).toContain(why);
});

it('finds the first activation that differs between two runs', async () => {
  const other = join(folder, 'other');
  await disco.run('run', `${experiment}#otherSeed`, '--results', other);
  const same = await disco.start('diff', results, results, '--experiment', experiment, '--replication', '1');
  expect({ code: same.code, stdout: same.stdout }).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^no difference in \d+ activations before epoch 20\n$/) as string,
  });
  const { code, stdout } = await disco.run(
    'diff',
    results,
    other,
    '--experiment',
    experiment,
    '--other',
    `${experiment}#otherSeed`,
  );
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /^the first difference is after \d+ equal activations\n.*results:\n[\d.]+ station\/\d+ pass\n {2}< [^]*other:\n[\d.]+ station/,
  );
});
