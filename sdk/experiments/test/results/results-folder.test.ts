import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineExperiment, readDescription, ResultsFolder, type ExperimentOptions } from '@disco-engine/experiments';
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

function openWith(options: Partial<ExperimentOptions> = {}): Promise<ResultsFolder> {
  const experiment = defineExperiment(Shops, { scenario, duration: 10, replications: 4, ...options });
  return ResultsFolder.open(path, experiment, scenario, origin);
}

async function written(options: Partial<ExperimentOptions> = {}): Promise<void> {
  await (await openWith(options)).close();
}

describe('a results folder that is opened again', () => {
  test('has nothing left of what a crash has cut short, and all that was whole', async () => {
    await written();
    await mkdir(join(path, 'case-0000/replication-0000'), { recursive: true });
    await writeFile(join(path, 'case-0000/replication-0000/run.json'), '{}');
    await mkdir(join(path, '.partial-case-0000-replication-0001'));
    await writeFile(join(path, '.partial-case-0000-replication-0001/log.parquet'), 'PAR1');
    await writeFile(join(path, '.partial-graph.json'), '{"format":');
    const results = await openWith();
    expect((await readdir(path)).sort()).toEqual(['.lock', 'case-0000', 'experiment.json', 'graph.json']);
    expect(await readdir(join(path, 'case-0000/replication-0000'))).toEqual(['run.json']);
    await results.close();
  });

  test.each([
    [{ antithetic: true }, 'antithetic was false, and is true'],
    [{ commonRandomNumbers: false }, 'commonRandomNumbers was true, and is false'],
    [{ seed: 1 }, 'seed was 0, and is 1'],
    [{ duration: 11 }, 'duration was 10, and is 11'],
    [{ warmup: 1 }, 'warmup was 0, and is 1'],
    [{ name: 'other' }, 'name was "shops", and is "other"'],
  ])('refuses an experiment whose results are others: %j', async (change, difference) => {
    await written();
    const before = await readFile(join(path, 'experiment.json'), 'utf8');
    await expect(openWith(change)).rejects.toMatchObject({
      code: 'RESULTS_DIFFER',
      message: `${path} has results of another experiment: ${difference}; name another folder, or remove this one`,
      place: { file: join(path, 'experiment.json') },
    });
    expect(await readFile(join(path, 'experiment.json'), 'utf8')).toBe(before);
    expect(await readdir(path)).not.toContain('.lock');
  });

  test('takes the same experiment with more replications, other workers and another precision', async () => {
    await written();
    await written({ replications: 8, workers: 2, precision: { channel: 'shop/a/x', relative: 0.1 } });
    expect(await readDescription(path)).toMatchObject({ replications: 8, workers: 2, precision: [{ relative: 0.1 }] });
  });

  test('takes that of an earlier version, which did not write whether it is antithetic', async () => {
    await written();
    const file = join(path, 'experiment.json');
    const { antithetic, ...old } = JSON.parse(await readFile(file, 'utf8')) as { antithetic: boolean };
    expect(antithetic).toBe(false);
    await writeFile(file, JSON.stringify(old));
    await expect(openWith({ antithetic: true })).rejects.toMatchObject({ code: 'RESULTS_DIFFER' });
    await written();
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ antithetic, ...old });
  });

  test('says which field of its description is wrong', async () => {
    await written();
    const file = join(path, 'experiment.json');
    const old = JSON.parse(await readFile(file, 'utf8')) as object;
    await writeFile(file, JSON.stringify({ ...old, seed: 'seven' }));
    await expect(openWith()).rejects.toMatchObject({
      code: 'RESULTS_DIFFER',
      message: expect.stringContaining('seed is "seven"; it must be a finite number') as string,
    });
  });
});
