import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ParquetLog } from '@disco-engine/data';
import { InvalidInputError } from '@disco-engine/kernel';
import {
  defineExperiment,
  drawsOf,
  readResults,
  replicate,
  ResultsFolder,
  type Replicated,
  type Results,
} from '@disco-engine/experiments';
import { Simulation } from '@disco-engine/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusal } from '../../../model/test/refusal.js';
import { scenario, Street } from '../street.js';

const options = { scenario, duration: 20, warmup: 4, replications: 3, seed: 3, parameters: { load: [1, 2] } };

let folder: string;
let expected: Replicated;
let results: Results;

/** Writes the results of `replicate`, except the last replication of case 1; those of case 0 with their records. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disco-reading-'));
  expected = await replicate(Street, { ...options, records: true });
  const experiment = defineExperiment(Street, options);
  const origin = { module: 'street.js', export: 'default', command: '' };
  const writer = await ResultsFolder.open(folder, experiment, scenario, origin);
  for (const { number, parameters, replications } of expected.cases)
    for (const run of replications) {
      if (number === 1 && run.replication === 2) continue;
      const file = join(await writer.begin(run), 'log.parquet');
      if (number === 0) {
        const log = { sinks: [new ParquetLog(file)], warmup: 4 };
        const simulation = await Simulation.create(Street, { scenario, parameters, log, ...drawsOf(experiment, run) });
        simulation.until(20);
        await simulation.dispose();
      }
      await writer.commit({ ...run, log: number === 0 ? 'log.parquet' : null });
    }
  await writer.close();
  results = await readResults(folder);
});
afterAll(() => rm(folder, { recursive: true }));

describe('readResults', () => {
  it('gives each case the responses that `replicate` returns', () => {
    const { cases, responses } = results;
    expect(responses).toEqual(expected.responses);
    expect(cases.map(({ parameters }) => parameters)).toEqual([{ load: 1 }, { load: 2 }]);
    expect(cases[0].responses).toEqual(expected.cases[0].responses);
    expect(cases[0].response('shop/Ulm/work').mean).toBe(expected.cases[0].response('shop/Ulm/work').mean);
    expect(results.response('shop/Ulm/work')[0]).toEqual(cases[0].response('shop/Ulm/work'));
  });

  it('counts what is missing', () => {
    const { n, missing, values } = results.cases[1].response('shop/Ulm/work');
    expect([n, missing]).toEqual([2, 1]);
    expect(values).toEqual(expected.cases[1].response('shop/Ulm/work').values.slice(0, 2));
    expect(results.cases[1].replications).toHaveLength(2);
  });

  it.each(['work', 'mood', 'shelf'])('reads the records of a channel: %s', async (name) => {
    const of = { case: 0, replication: 1, node: 'shop/Ulm', name };
    expect(await results.records(of)).toEqual(expected.records(of));
  });

  it('rejects requests for missing records', async () => {
    const of = { case: 0, replication: 1, node: 'shop/Ulm', name: 'wrk' };
    const unknown = await refusal(() => results.records(of));
    expect(unknown.code).toBe('CHANNEL_UNKNOWN');
    expect(unknown.message).toBe("node 'shop/Ulm' has no log channel 'wrk'; it has: mood, shelf, work");
    const reasons = [];
    for (const key of [{ case: 1 }, { replication: 3 }]) {
      const { code, message } = await refusal(() => results.records({ ...of, name: 'work', ...key }));
      reasons.push(`${code}: ${message}`);
    }
    expect(reasons).toEqual([
      'RECORDS_MISSING: case-0001/replication-0001 has no records: the experiment keeps only summaries, or nothing was logged',
      'RECORDS_MISSING: there is no replication case-0000/replication-0003',
    ]);
  });

  it('rejects a truncated log, without a database', async () => {
    const log = join(folder, 'case-0000/replication-0002/log.parquet');
    await truncate(log, 100);
    const cut = await refusal(() => readResults(folder));
    expect(cut.code).toBe('RESULTS_INVALID');
    expect(cut.message).toContain('or is incomplete');
    await rm(log);
    const gone = await refusal(() => readResults(folder));
    expect(gone instanceof InvalidInputError && gone.problems.map(({ code }) => code)).toEqual(['FILE_UNREADABLE']);
    await writeFile(log, 'PAR1PAR1');
    expect((await readResults(folder)).runs).toHaveLength(5);
  });
});
