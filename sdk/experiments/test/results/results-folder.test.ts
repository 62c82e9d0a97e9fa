import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  defineExperiment,
  readDescription,
  ResultsFolder,
  type ExperimentOptions,
  type ExperimentOrigin,
} from '@disco-engine/experiments';
import { ENGINE_VERSION } from '@disco-engine/kernel';
import { Model, Node, OnEvent, ScenarioBuilder, simproc } from '@disco-engine/sdk';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const order = simproc('order', { minimumDelay: 1 });

@Node('shop')
class Shop {
  @OnEvent(order)
  take(): void {}
}

@Model({ name: 'shops', simprocs: [order], nodes: [Shop] })
class Shops {}

const scenario = new ScenarioBuilder().vertex('shop', 'a').build();
const origin = { module: 'dist/shops.js', export: 'default', command: '' };

let path: string;
beforeEach(async () => (path = await mkdtemp(join(tmpdir(), 'disco-results-'))));
afterEach(() => rm(path, { recursive: true }));

function openWith(options: Partial<ExperimentOptions> = {}, code?: ExperimentOrigin['code']): Promise<ResultsFolder> {
  const experiment = defineExperiment(Shops, { scenario, duration: 10, replications: 4, ...options });
  return ResultsFolder.open(path, experiment, scenario, { ...origin, code });
}

async function written(options: Partial<ExperimentOptions> = {}, code?: ExperimentOrigin['code']): Promise<void> {
  await (await openWith(options, code)).close();
}

interface Identity {
  readonly engine: string;
  readonly platforms: readonly string[];
  readonly code: Readonly<Record<string, string>>;
  readonly math: Readonly<Record<string, number>>;
}

async function identity(): Promise<Identity> {
  return JSON.parse(await readFile(join(path, 'identity.json'), 'utf8')) as Identity;
}

/** Changes the identity, as if the results came from elsewhere. */
async function madeBy(other: Partial<Identity>): Promise<void> {
  await writeFile(join(path, 'identity.json'), JSON.stringify({ ...(await identity()), ...other }));
}

describe('a results folder that is opened again', () => {
  test('loses what a crash cut short, and keeps everything that was complete', async () => {
    await written();
    await mkdir(join(path, 'case-0000/replication-0000'), { recursive: true });
    await writeFile(join(path, 'case-0000/replication-0000/run.json'), '{}');
    await mkdir(join(path, '.partial-case-0000-replication-0001'));
    await writeFile(join(path, '.partial-case-0000-replication-0001/log.parquet'), 'PAR1');
    await writeFile(join(path, '.partial-graph.json'), '{"format":');
    const results = await openWith();
    expect((await readdir(path)).sort()).toEqual([
      '.claims',
      'case-0000',
      'experiment.json',
      'graph.json',
      'identity.json',
    ]);
    expect(await readdir(join(path, 'case-0000/replication-0000'))).toEqual(['run.json']);
    await results.close();
  });

  test.each([
    [{ antithetic: true }, 'antithetic was false and is now true'],
    [{ commonRandomNumbers: false }, 'commonRandomNumbers was true and is now false'],
    [{ seed: 1 }, 'seed was 0 and is now 1'],
    [{ duration: 11 }, 'duration was 10 and is now 11'],
    [{ name: 'other' }, 'name was "shops" and is now "other"'],
  ])('rejects an experiment with different results: %j', async (change, difference) => {
    await written();
    const before = await readFile(join(path, 'experiment.json'), 'utf8');
    await expect(openWith(change)).rejects.toMatchObject({
      code: 'RESULTS_DIFFER',
      message: `${path} has results that do not match: ${difference}; choose another folder, move those results aside with --fresh, or continue with them, marked as older, with --keep`,
      place: { file: path },
    });
    expect(await readFile(join(path, 'experiment.json'), 'utf8')).toBe(before);
    expect(await readdir(join(path, '.claims'))).toEqual(['folder-000002.free']);
  });

  test('accepts the same experiment with more replications, other workers and another precision', async () => {
    await written();
    await written({ replications: 8, workers: 2, precision: { channel: 'shop/a/x', relative: 0.1 } });
    expect(await readDescription(path)).toMatchObject({ replications: 8, workers: 2, precision: [{ relative: 0.1 }] });
  });

  test('accepts that of an earlier version, which did not write antithetic', async () => {
    await written();
    const file = join(path, 'experiment.json');
    const { antithetic, ...old } = JSON.parse(await readFile(file, 'utf8')) as { antithetic: boolean };
    expect(antithetic).toBe(false);
    await writeFile(file, JSON.stringify(old));
    await expect(openWith({ antithetic: true })).rejects.toMatchObject({ code: 'RESULTS_DIFFER' });
    await written();
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ antithetic, ...old });
  });

  test('names the invalid field of its description', async () => {
    await written();
    const file = join(path, 'experiment.json');
    const old = JSON.parse(await readFile(file, 'utf8')) as object;
    await writeFile(file, JSON.stringify({ ...old, seed: 'seven' }));
    await expect(openWith()).rejects.toMatchObject({
      code: 'RESULTS_INVALID',
      message: expect.stringContaining('seed is "seven"; it must be a finite number') as string,
    });
  });
});

describe('the identity of results', () => {
  const call = 'Math.log1p(-0.3296842626295984)';
  const here = `Node ${process.version}, ${process.platform} ${process.arch}`;
  const code = { 'a.js': '01', 'b.js': '02', lodash: '4.17.21' };

  test('records engine, code, arithmetic and platform', async () => {
    await written({}, code);
    const { engine, platforms, math, ...rest } = await identity();
    expect(rest).toEqual({
      format: 1,
      code,
      scenario: { structure: expect.stringMatching(/^[0-9a-f]{16}$/) as string, columns: {} },
      defaults: {},
      number: 0,
      older: [],
    });
    expect(engine).toBe(ENGINE_VERSION);
    expect(platforms).toEqual([here]);
    expect(math[call]).toBe(Math.log1p(-0.3296842626295984));
  });

  test.each<[Partial<Identity>, string]>([
    [{ engine: '0.0.1' }, `engine was 0.0.1 and is now ${ENGINE_VERSION}`],
    [{ code: { ...code, 'a.js': '00' } }, 'the code of the model has changed: a.js was 00 and is now 01'],
    [
      { code: { 'b.js': '02', lodash: '4.17.20', old: '1' } },
      'the code of the model has changed: a.js is new, lodash was 4.17.20 and is now 4.17.21, old is gone',
    ],
    [
      { code: { 'c.js': '03' } },
      'the code of the model has changed: a.js is new, b.js is new, c.js is gone, and 1 more',
    ],
  ])('rejects results of %j', async (other, told) => {
    await written({}, code);
    await madeBy(other);
    const before = await identity();
    for (const portableMath of [false, true])
      await expect(openWith({ portableMath }, code)).rejects.toMatchObject({
        code: 'RESULTS_DIFFER',
        message: `${path} has results that do not match: ${told}; choose another folder, move those results aside with --fresh, or continue with them, marked as older, with --keep`,
        place: { file: path },
      });
    expect(await identity()).toEqual(before);
  });

  test('says what to do if only files have changed that the experiment needs and its model does not', async () => {
    const experiment = defineExperiment(Shops, { scenario, duration: 10, replications: 4 });
    const besideModel = ['responses.js'];
    const openedWith = (own: ExperimentOrigin['code']): Promise<ResultsFolder> =>
      ResultsFolder.open(path, experiment, scenario, { ...origin, code: own, besideModel });
    await written({}, { ...code, 'responses.js': '07' });
    await expect(openedWith({ ...code, 'responses.js': '08' })).rejects.toMatchObject({
      code: 'RESULTS_DIFFER',
      message:
        `${path} has results that do not match: files that the experiment imports and its model does not have changed: ` +
        'responses.js was 07 and is now 08; if that changed nothing but responses, continue with --keep: they are computed again ' +
        'from what each replication has saved. If it changed what a replication does, choose another folder, move those results ' +
        'aside with --fresh, or continue with them, marked as older, with --keep',
    });
    await expect(openedWith({ ...code, 'a.js': '00', 'responses.js': '08' })).rejects.toMatchObject({
      message: expect.stringMatching(
        /: the code of the model has changed: a\.js .*; files .* is now 08; choose another/,
      ) as string,
    });
  });

  test('rejects a machine with a different Math, with function and values, unless portableMath is set', async () => {
    await written({}, code);
    const { math } = await identity();
    await madeBy({ math: { ...math, [call]: 0.5 }, platforms: ['Node v20.19.0, plan9 mips'] });
    await expect(openWith({}, code)).rejects.toMatchObject({
      code: 'RESULTS_DIFFER',
      message: expect.stringContaining(
        `${call} was 0.5 (Node v20.19.0, plan9 mips) and is now ${math[call]} (${here}); if the model`,
      ) as string,
    });
    await written({ portableMath: true }, code);
    expect(await identity()).toMatchObject({ platforms: ['Node v20.19.0, plan9 mips', here], math: { [call]: 0.5 } });
  });

  test('accepts another version of Node with the same arithmetic, and records both', async () => {
    await written({}, code);
    await madeBy({ platforms: ['Node v20.19.0, plan9 mips'] });
    await written({}, code);
    expect((await identity()).platforms).toEqual(['Node v20.19.0, plan9 mips', here]);
    await written({}, code);
    expect((await identity()).platforms).toEqual(['Node v20.19.0, plan9 mips', here]);
  });

  test('must exist and be complete', async () => {
    await written();
    await madeBy({ platforms: [] });
    await expect(openWith()).rejects.toThrow('identity.json: platforms is []; it must be');
    await rm(join(path, 'identity.json'));
    await expect(openWith()).rejects.toThrow('there is no identity.json to identify their code');
  });

  test('alone, as a crash can leave it, does not count as results', async () => {
    await written({}, code);
    for (const name of ['experiment.json', 'graph.json']) await rm(join(path, name));
    await written({}, { 'a.js': '99' });
    expect((await identity()).code).toEqual({ 'a.js': '99' });
  });
});
