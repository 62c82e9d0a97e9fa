import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Disco, model, outcomeOf } from '../command/disco.js';

const experiment = fileURLToPath(new URL('../fixtures/ring-experiment.mjs', import.meta.url));
const disco = new Disco();
afterEach(() => disco.killSpawned());
afterAll(() => disco.close());

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'disco-experiment-test-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Told {
  readonly status: string;
  readonly replications: readonly {
    readonly case: number;
    readonly replication: number;
    readonly status: string;
    readonly digest: string;
  }[];
}

async function run(
  name: string,
  results: string,
  ...args: readonly string[]
): Promise<{ code: number | null; told: Told; stderr: string }> {
  const target = name === '' ? experiment : `${experiment}#${name}`;
  const { code, stdout, stderr } = await disco.run(
    'run',
    target,
    '--results',
    join(folder, results),
    '--json',
    ...args,
  );
  return { code, told: JSON.parse(stdout || '{}') as Told, stderr };
}

async function recordsIn(results: string): Promise<Record<string, unknown>[]> {
  const files = (await readdir(join(folder, results), { recursive: true }))
    .filter((file) => file.endsWith('run.json'))
    .sort();
  return Promise.all(
    files.map(
      async (file) => JSON.parse(await readFile(join(folder, results, file), 'utf8')) as Record<string, unknown>,
    ),
  );
}

const digestsOf = (told: Told): string[] => told.replications.map(({ digest }) => digest);

describe('an experiment', () => {
  it('gives the same results side by side, in turn, and with workers that share each replication', async () => {
    const one = await run('', 'one', '--workers', '1');
    const two = await run('', 'two', '--workers', '2');
    const shared = await run('shared', 'shared', '--workers', '2');
    for (const { code, told } of [one, two, shared]) {
      expect([code, told.status]).toEqual([0, 'FINISHED']);
      expect(told.replications).toHaveLength(6);
    }
    expect(digestsOf(two.told)).toEqual(digestsOf(one.told));
    expect(digestsOf(shared.told)).toEqual(digestsOf(one.told));
    // The parameters only change how long the model takes, and both cases draw the same numbers.
    expect(digestsOf(one.told).slice(0, 3)).toEqual(digestsOf(one.told).slice(3));
    expect(new Set(digestsOf(one.told)).size).toBe(3);
    expect(
      (await recordsIn('two')).map(({ case: number, replication, status }) => [number, replication, status]),
    ).toEqual([0, 1].flatMap((number) => [0, 1, 2].map((replication) => [number, replication, 'FINISHED'])));
  });

  it('runs missing replications, and keeps existing ones', async () => {
    await run('', 'resumed', '--workers', '1');
    const before = await recordsIn('resumed');
    await rm(join(folder, 'resumed/case-0001/replication-0001'), { recursive: true });
    await writeFile(join(folder, 'resumed/case-0000/replication-0002/run.json'), '{"status": "FIN');
    const { code, stderr } = await disco.run('run', experiment, '--results', join(folder, 'resumed'));
    expect(code).toBe(0);
    expect(stderr).toMatch(/^([56] of 6 replications.*\n){1,2}$/);
    const timeless = (records: Record<string, unknown>[]): unknown =>
      records.map((record) => ({ ...record, seconds: 0, workers: [] }));
    const after = await recordsIn('resumed');
    expect(timeless(after)).toEqual(timeless(before));
    // Those that were kept have the times of their first run.
    const kept = (records: Record<string, unknown>[]): unknown => records.filter((_, at) => at !== 2 && at !== 4);
    expect(kept(after)).toEqual(kept(before));
  });

  it('takes its cases from a table, and refuses all that is wrong with it at once', async () => {
    const [table, bad] = [join(folder, 'cases.csv'), join(folder, 'bad.csv')];
    await writeFile(table, 'work,failAt\n0.01,\n0.02,\n0,99\n');
    await writeFile(bad, 'wrok,failAt\n1,soon\n');
    const { code, told } = await run('', 'table', '--cases', table);
    expect([code, told.replications.length]).toEqual([0, 9]);
    const { cases, command } = JSON.parse(await readFile(join(folder, 'table/experiment.json'), 'utf8')) as {
      cases: { parameters: unknown }[];
      command: string;
    };
    expect(cases.map(({ parameters }) => parameters)).toEqual([
      { work: 0.01 },
      { work: 0.02 },
      { work: 0, failAt: 99 },
    ]);
    expect(command).toContain(` --cases ${table} --results `);
    const refused = await run('', 'bad', '--cases', bad);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(
      /bad\.csv:1: unknown parameter 'wrok'; did you mean 'work'\?.*\n.*bad\.csv:2: parameter 'failAt'/,
    );
  });

  it('keeps the other replications if one fails, and names it', async () => {
    const { code, stdout } = await disco.start(
      'run',
      `${experiment}#failing`,
      '--results',
      join(folder, 'failing'),
      '--workers',
      '2',
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(/^FAILED: 4 of 6 replications are in /);
    expect(stdout).toMatch(/ {2}2 replications \(case 1: 0, 1\): .*station\/2.*on fire.*\[HANDLER_FAILED\]/);
    expect((await recordsIn('failing')).map(({ status }) => status)).toEqual([
      'FINISHED',
      'FINISHED',
      'FAILED',
      'FAILED',
      'FINISHED',
      'FINISHED',
    ]);
    expect(stdout).toContain(`disco run ${experiment}#failing --results ${join(folder, 'failing')} --workers 2\n`);
    // Failed replications run again, the others do not.
    const again = ['run', `${experiment}#failing`, '--results', join(folder, 'failing')];
    const { stderr } = await disco.run(...again);
    expect(stderr.match(/failed: HANDLER_FAILED/g)).toHaveLength(2);
    expect(stderr).not.toContain('digest');
    expect(stderr).not.toContain('token-ring.mjs:');
    const debugged = await disco.run(...again, '--debug');
    expect(debugged.stderr).toMatch(
      /^TypeError: the station is on fire\n {4}at Station\.take \(.*token-ring\.mjs:\d+:/m,
    );
  });

  it('names the code of the error that a handler threw', async () => {
    const results = join(folder, 'hasty');
    const { code, stdout } = await disco.run('run', `${experiment}#hasty`, '--results', results);
    expect(code).toBe(1);
    expect(stdout).toMatch(/ \[SEND_TOO_EARLY\] \[HANDLER_FAILED\]$/m);
    const ring = ['--model', `${model}#TokenRing`, '--scenario', `${model}#small`, '--until', '9', '--workers', '1'];
    const parameters = JSON.stringify({ culprit: 'station/2', hastyAt: 3 });
    const { stderr } = await disco.run('run', ...ring, '--parameters', parameters);
    expect(stderr).toMatch(/^Error HANDLER_FAILED: .* \[SEND_TOO_EARLY\]$/m);
  });

  it('can be interrupted and killed, and ends with the results of an undisturbed one', async () => {
    const undisturbed = await run('long', 'undisturbed', '--workers', '1');
    for (const [round, signal] of (['SIGINT', 'SIGKILL', 'SIGKILL'] as const).entries()) {
      const child = disco.spawn('run', `${experiment}#long`, '--results', join(folder, 'disturbed'));
      // The first line means that a replication has ended and is kept.
      child.stderr?.once('data', () => child.kill(signal));
      const { code, stdout } = await outcomeOf(child);
      if (signal === 'SIGINT') {
        expect(code).toBe(130);
        expect(stdout).toMatch(/^CANCELED: \d+ of 12 replications are in .*\nresume with: (npx )?disco run /);
      }
      expect((await recordsIn('disturbed')).length).toBeGreaterThan(round);
    }
    const resumed = await run('long', 'disturbed');
    expect(resumed.code).toBe(0);
    expect(digestsOf(resumed.told)).toEqual(digestsOf(undisturbed.told));
    expect((await readdir(join(folder, 'disturbed'))).sort()).toEqual([
      '.claims',
      'case-0000',
      'experiment.json',
      'graph.json',
      'identity.json',
    ]);
  });
});

describe('a results folder', () => {
  it('is refused if it holds results of another experiment, or other files', async () => {
    await run('', 'mine', '--workers', '1');
    const other = await run('otherSeed', 'mine');
    expect(other.code).toBe(1);
    expect(other.stderr).toMatch(
      /RESULTS_DIFFER: .* has results that do not match: seed was 7 and is now 8; the folder has cases/,
    );
    const both = await run('otherSeed', 'mine', '--fresh', '--keep');
    expect(both.stderr).toContain('--fresh and --keep exclude each other');
    const fresh = await run('otherSeed', 'mine', '--fresh');
    expect([fresh.code, fresh.told.replications.length]).toEqual([0, 1]);
    expect(await readdir(join(folder, 'mine/older-0001'))).toContain('case-0001');
    const foreign = await disco.run('run', experiment, '--results', folder);
    expect(foreign.stderr).toMatch(/RESULTS_DIFFER: .* has files, such as .*, but no experiment.json/);
  });

  it('is not created if the scenario does not fit the model', async () => {
    const { code, stderr } = await run('unfit', 'unfit');
    expect([code, stderr]).toEqual([2, expect.stringContaining('crane')]);
    expect(await readdir(folder)).not.toContain('unfit');
  });

  it('is refused if it cannot be written, or if another process writes to it', async () => {
    await writeFile(join(folder, 'file'), '');
    const file = await run('', 'file');
    expect(file.stderr).toContain('RESULTS_UNWRITABLE');
    const child = disco.spawn('run', `${experiment}#long`, '--results', join(folder, 'busy'));
    await new Promise((resolve) => child.stderr?.once('data', resolve));
    const second = await run('long', 'busy');
    expect(second.stderr).toMatch(/RESULTS_LOCKED: .+ is in use by process \d+ on host \S+ /);
  });
});

describe('an experiment in TypeScript', () => {
  const template = fileURLToPath(new URL('../../template/src/experiment.ts', import.meta.url));

  it('runs directly, and so does its replay', async () => {
    const results = join(folder, 'typescript');
    const { code, stdout, stderr } = await disco.start('run', '--results', results, '--workers', '2', template);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^10 of 10 replications.*\n$/m);
    expect(stdout).toMatch(/^FINISHED: 10 of 10/);
    const replay = await disco.run('replay', results, '--experiment', template, '--case', '1', '--replication', '3');
    expect(replay.stdout).toContain('as recorded');
  });

  it('with a syntax error is refused with the line', async () => {
    const file = join(folder, 'broken.ts');
    await writeFile(file, 'const a: number = 1;\nexport const b = (a;\n');
    const { code, stderr } = await disco.start('run', file);
    expect(code).toBe(1);
    expect(stderr).toMatch(/EXPERIMENT_FAILED: .*broken.ts/);
    expect(stderr).toContain('2 | export const b = (a;');
  });

  it('appears with its own lines in the trace of an error', async () => {
    const file = join(folder, 'throws.ts');
    await writeFile(file, "type Unused = number;\n\nthrow new Error('not today');\n");
    const { stderr } = await disco.start('run', file, '--debug');
    expect(stderr).toMatch(/not today[^]*throws\.ts:3/);
  });
});

it.each([
  [[`${experiment}#nothing`], 'exports no experiment'],
  [
    [`${experiment}#none`],
    'exports: antithetic, canceled, default, failing, hasty, long, nothing, otherSeed, shared, slow, unfit',
  ],
  [['experiment.ts'], 'EXPERIMENT: there is no file'],
  [[experiment, '--reuslts', 'x'], 'did you mean --results?'],
  [
    [experiment, '--results', 'x', '--until', '50'],
    'has 1 problem:\n  --until is for a run with --model; an experiment states its duration [',
  ],
  [
    ['--scenario', 'x.js#y', experiment],
    '1 problem:\n  --scenario is for a run with --model; an experiment states its scenario [',
  ],
  [[experiment, '--transport', 'ws'], 'has 1 problem:\n  --transport is for a run with --model ['],
  [['--model', 'no.js#No', '--until', '1', '--fresh'], '--fresh is for a run of an experiment ['],
])('refuses %s', async (args, why) => {
  const { code, stderr } = await disco.run('run', ...args);
  expect(code).toBeGreaterThan(0);
  expect(stderr).toContain(why);
});
