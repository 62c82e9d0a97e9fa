import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogDatabase, readDescription, readRecord, readResults } from '@disco-engine/experiments';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

/** As written by the first version with experiments; format 1 has gained fields since. */
const OLD_EXPERIMENT = {
  format: 1,
  name: 'depots',
  model: { name: 'chain', module: 'dist/experiment.js' },
  scenario: { name: 'chain', vertices: 38, edges: 61, id: null, version: null },
  seed: 7,
  commonRandomNumbers: false,
  duration: 100,
  warmup: 10,
  replications: 2,
  cases: [{ number: 0, parameters: { constructor: 'x', levels: [1, 2] } }],
  workers: 1,
  placement: { kind: 'random', seed: 3 },
  unit: 'days',
  versions: { engine: '0.1.0', node: 'v20.20.2' },
  command: 'disco run dist/experiment.js',
};

const OLD_RUN = {
  case: 0,
  replication: 0,
  status: 'FINISHED',
  digest: '0123456789abcdef',
  epoch: 100,
  activations: 10,
  events: 20,
  seconds: 0.5,
  workers: [{ busy: 1, blocked: 2, heldUpAt: null }],
  error: null,
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disco-schemas-'));
  await mkdir(join(folder, 'case-0000/replication-0000'), { recursive: true });
  await write('experiment.json', OLD_EXPERIMENT);
  await write('case-0000/replication-0000/run.json', OLD_RUN);
});
afterEach(() => rm(folder, { recursive: true }));

const write = (name: string, content: object): Promise<void> => writeFile(join(folder, name), JSON.stringify(content));

describe('a folder of an earlier version of the format', () => {
  test('is read, with a default for each field that it lacks', async () => {
    const logs = await LogDatabase.open();
    try {
      const { experiment, runs, asked, graph } = await readResults(folder, logs);
      expect(experiment).toEqual({
        ...OLD_EXPERIMENT,
        model: { ...OLD_EXPERIMENT.model, export: 'default' },
        antithetic: false,
        precision: [],
        responses: [],
        placement: { kind: 'random' },
      });
      const workers = [{ busy: 1, blocked: 2, heldUpAt: null }];
      expect(runs).toEqual([{ ...OLD_RUN, workers, channels: [], log: null, logFailure: null }]);
      expect(asked).toEqual([2]);
      expect(graph).toBeUndefined();
    } finally {
      logs.close();
    }
  });

  test('is replayed', async () => {
    expect((await readDescription(folder)).model.export).toBe('default');
    expect(await readRecord(folder, { case: 0, replication: 0 })).toMatchObject({
      digest: OLD_RUN.digest,
      channels: [],
    });
  });
});

test('a place whose epoch is not finite is read without it', async () => {
  const error = { code: 'HANDLER_FAILED', message: 'no', place: { node: 'a', epoch: Infinity } };
  await write('case-0000/replication-0000/run.json', { ...OLD_RUN, status: 'FAILED', error });
  const record = await readRecord(folder, { case: 0, replication: 0 });
  expect(record?.error).toEqual({ ...error, place: { node: 'a' } });
});

test.each([
  ['a record with a wrong field', { ...OLD_RUN, activations: '10' }],
  ['a record that is not an object', [OLD_RUN]],
])('%s counts as missing', async (_, content) => {
  await write('case-0000/replication-0000/run.json', content);
  expect(await readRecord(folder, { case: 0, replication: 0 })).toBeUndefined();
  expect(await readRecord(folder, { case: 0, replication: 1 })).toBeUndefined();
});

test('an invalid description is rejected with its invalid fields', async () => {
  await write('experiment.json', { ...OLD_EXPERIMENT, format: 2, cases: [{ number: 1, parameters: {} }] });
  await expect(readDescription(folder)).rejects.toMatchObject({
    code: 'RESULTS_UNREADABLE',
    message: `${folder} is not a results folder: in experiment.json, format is 2; it must be 1, the only format that this version reads; cases[0].number is 1; it must be 0, its position in the list`,
    place: { file: join(folder, 'experiment.json') },
  });
});

test('a description that is not JSON is rejected', async () => {
  await writeFile(join(folder, 'experiment.json'), (await readFile(join(folder, 'experiment.json'), 'utf8')).slice(1));
  await expect(readDescription(folder)).rejects.toMatchObject({ code: 'RESULTS_UNREADABLE' });
});
