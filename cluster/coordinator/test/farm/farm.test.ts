import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DiscoError } from '@disco-engine/kernel';
import { ScenarioBuilder, type Scenario } from '@disco-engine/sdk';
import { farmStatus, fetchResults, refuseFilled, serveFarm } from '../../src/farm.js';
import type { JobState, MemberOptions, Membership } from '../../src/index.js';
import { batchSize } from '../../src/farm/batch-size.js';
import { parseReplications } from '../../src/farm/farm-messages.js';
import { refusal } from '../refusal.js';
import { DONE } from '../suite/suite-host.js';
import { until } from '../until.js';
import { FarmHost, filesIn, modelOf, optimisationOf, type ExportedModel } from './farm-host.js';

let farm: FarmHost;
beforeEach(async () => void (farm = await FarmHost.start()));
afterEach(() => farm.close());

/** The replications that were handed to members, by case and number. */
async function handedOut(id: string): Promise<string[]> {
  const parts = await farm.coordinator.jobs({ parent: id, states: ['FINISHED'] });
  return parts.flatMap(({ payload }) => parseReplications(payload).keys.map((key) => `${key.case}/${key.replication}`));
}

describe('an experiment on a farm', () => {
  test('has the files that it has on one machine, with the records', async () => {
    const model = await modelOf('default', { log: { keep: 'records', onFailure: 'fail' } });
    const id = await farm.submit(model);
    farm.lead('leader', model);
    for (const name of ['host/1', 'host/2']) farm.work(name, model);
    const folder = await farm.fetch(id);
    expect(await filesIn(folder)).toEqual(await filesIn(await farm.onOneMachine(model)));
    const [status] = await farmStatus(farm.coordinator);
    expect(status).toMatchObject({ job: id, state: 'FINISHED', replications: 4, finished: 4, running: 0, alarms: [] });
    expect(farm.troubles).toEqual([]);
  });

  test('stops at the replication at which one machine stops', async () => {
    const model = await modelOf('precise');
    const id = await farm.submit(model);
    farm.lead('leader', model);
    for (const name of ['host/1', 'host/2', 'host/3']) farm.work(name, model);
    const folder = await farm.fetch(id);
    const files = await filesIn(folder);
    expect(files).toEqual(await filesIn(await farm.onOneMachine(model)));
    expect(Object.keys(files).length).toBeLessThan(200);
  });

  test('goes on with the next leader, which repeats nothing', async () => {
    const model = await modelOf('quick', { replications: 60 });
    const id = await farm.submit(model);
    const end = farm.lead('first', model);
    farm.work('host/1', model);
    const parts = async (state: JobState): Promise<readonly string[]> =>
      (await farm.coordinator.jobs({ parent: id, states: [state] })).map((job) => job.id);
    await until(async () => (await handedOut(id)).length > 2 && (await parts('ASSIGNED')).length > 0, 60_000);
    await end();
    // What is under way goes on without a leader.
    expect(await parts('CANCELED')).toEqual([]);
    expect((await farm.job(id)).state).toBe('QUEUED');
    farm.lead('second', model);
    expect((await farm.ended(id)).state).toBe('FINISHED');
    const keys = await handedOut(id);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toHaveLength(60);
    expect((await farm.coordinator.result(id))?.member).toBe('second');
  });

  test('reports replications that fail as one machine does', async () => {
    const model = await modelOf('failing');
    const id = await farm.submit(model);
    farm.lead('leader', model);
    farm.work('host/1', model);
    const job = await farm.ended(id);
    expect(job).toMatchObject({ state: 'FINISHED', error: undefined });
    const folder = join(farm.folder, 'failing');
    expect(await fetchResults(farm.coordinator, job, folder)).toBe('FAILED');
    const files = await filesIn(folder);
    const failed = Object.entries(files).filter(([, text]) => text.includes('"status":"FAILED"'));
    expect(failed.map(([path]) => path)).toEqual(
      ['replication-0012/run.json'].map((path) => expect.stringContaining(path) as string),
    );
    expect(failed[0]?.[1]).toContain('HANDLER_FAILED');
  });

  test('waits for workers with its code, and its status says so', async () => {
    const model = await modelOf('default');
    const id = await farm.submit(model);
    const other = { ...model, code: { 'logging-experiment.mjs': 'other' } };
    farm.lead('leader', other);
    farm.work('host/1', other);
    await until(
      async () => (await farm.coordinator.members()).length === 1 && (await farm.coordinator.leader()) !== undefined,
    );
    const [status] = await farmStatus(farm.coordinator, [id]);
    expect(status).toMatchObject({ state: 'QUEUED', finished: 0 });
    expect(status?.notes).toEqual([expect.stringContaining("no worker has this version of the experiment's code")]);
  });

  test('fails on hosts that have other data', async () => {
    const model = await modelOf('default');
    const loaded = new ScenarioBuilder('other').vertex('station', 'station/1').build();
    const other = { ...model, loaded, scenario: async () => loaded };
    const id = await farm.submit(model);
    farm.lead('leader', model);
    farm.workAfter(10, 'host/1', other);
    const job = await farm.ended(id);
    const folder = join(farm.folder, 'other');
    expect(await fetchResults(farm.coordinator, job, folder)).toBe('FAILED');
    const texts = Object.values(await filesIn(folder)).join('\n');
    expect(texts).toContain('JOB_FAILED');
    expect(texts).toContain('SCENARIO_DIFFERS');
    // A leader with other data conducts nothing.
    const second = await farm.submit(other);
    expect(await farm.ended(second)).toMatchObject({
      state: 'FAILED',
      error: expect.stringContaining('SCENARIO_DIFFERS') as string,
    });
    const [ended] = await farm.coordinator.jobs({ ids: [second] });
    if (ended !== undefined)
      expect((await refusal(fetchResults(farm.coordinator, ended, folder))).code).toBe('JOB_FAILED');
  });

  test('leaves what one host cannot do to the others', async () => {
    const model = await modelOf('quick', { replications: 20 });
    let tries = 0;
    const scenario = async (): Promise<Scenario> => {
      if (++tries === 1) throw new Error('the store is away');
      return model.loaded;
    };
    const id = await farm.submit(model);
    farm.lead('leader', model);
    farm.workAfter(50, 'poor/1', { ...model, scenario });
    farm.work('good/1', model);
    expect((await farm.ended(id)).state).toBe('FINISHED');
    expect(await handedOut(id)).toHaveLength(20);
    // The poor host has joined in once its store was there.
    expect(tries).toBe(2);
  });

  test('gives a replication to another host if one cannot write its log', async () => {
    const model = await modelOf('quick', { replications: 4 });
    let refused = 0;
    const launch: ExportedModel['launch'] = async (workers) => {
      const cluster = await model.launch(workers);
      const start = async (): Promise<never> => {
        refused += 1;
        throw new DiscoError('LOG_FAILED', 'the disk is full');
      };
      return Object.assign(cluster, { start });
    };
    const id = await farm.submit(model);
    farm.lead('leader', model);
    farm.workAfter(5_000, 'full/1', { ...model, launch });
    await until(() => refused > 0, 60_000);
    farm.work('good/1', model);
    const results = join(farm.folder, 'log');
    expect(await fetchResults(farm.coordinator, await farm.ended(id), results)).toBe('FINISHED');
    expect(farm.troubles.map(({ code }) => code)).toEqual(['LOG_FAILED']);
  });

  test.each([
    ['does not come back if it was drained', true, 1],
    ['comes back as a new member', false, 2],
  ])('has a worker that, when its lease is over, %s', async (_, isDraining, joinings) => {
    let joined = 0;
    const { coordinator } = farm;
    const enter = coordinator.join.bind(coordinator);
    coordinator.join = async (options: MemberOptions): Promise<Membership> => {
      const member = await enter(options);
      joined += 1;
      Object.defineProperty(member, 'isDraining', { value: isDraining || joined > 1 });
      if (joined === 1) member.claim = () => Promise.reject(new DiscoError('LEASE_OVER', 'its lease is over'));
      return member;
    };
    const codes: string[] = [];
    const onTrouble = ({ code }: DiscoError): void => void codes.push(code);
    const { signal } = new AbortController();
    await serveFarm(coordinator, { name: 'host/1', models: [await modelOf('quick')], signal, onTrouble });
    expect([joined, codes]).toEqual([joinings, ['LEASE_OVER']]);
  });

  test('is paused, resumed and canceled with what its workers do', async () => {
    const model = await modelOf('quick', { replications: 2_000 });
    const id = await farm.submit(model);
    const { coordinator } = farm;
    farm.lead('leader', model);
    farm.work('host/1', model);
    await until(async () => (await coordinator.jobs({ parent: id, states: ['FINISHED'] })).length > 0);
    await coordinator.order(id, 'pause');
    const assigned = async (): Promise<string[]> =>
      (await coordinator.jobs({ parent: id, states: ['ASSIGNED'] })).map((job) => job.id);
    const running = await assigned();
    await new Promise((resolve) => setTimeout(resolve, 300));
    // What ended at that moment has ended; nothing else has begun.
    expect(running).toEqual(expect.arrayContaining(await assigned()));
    expect((await refusal(fetchResults(coordinator, await farm.job(id), join(farm.folder, 'x')))).code).toBe(
      'JOB_UNFINISHED',
    );
    await coordinator.order(id, 'resume');
    const before = (await coordinator.jobs({ parent: id, states: ['FINISHED'] })).length;
    await until(async () => (await coordinator.jobs({ parent: id, states: ['FINISHED'] })).length > before);
    await coordinator.order(id, 'cancel');
    await until(async () => (await coordinator.members()).every(({ job }) => job === undefined));
    expect(await farm.job(id)).toMatchObject({ state: 'CANCELED' });
    // The worker goes on with the next experiment.
    await farm.submit(model);
    await until(async () => (await coordinator.members()).some(({ job }) => job !== undefined));
  });

  test('that is drained gives nothing up', async () => {
    const model = await modelOf('default');
    const id = await farm.submit(model);
    farm.work('host/1', model);
    farm.lead('leader', model);
    await until(async () => (await farm.coordinator.members()).some(({ job }) => job !== undefined));
    await farm.coordinator.drain('host');
    await until(async () => (await farm.coordinator.members()).length === 0);
    expect(farm.troubles).toEqual([]);
    const parts = await farm.coordinator.jobs({ parent: id });
    expect(parts.map(({ state, attempt }) => `${state} ${attempt}`)).not.toContain('QUEUED 1');
    farm.work('host/2', model);
    expect((await farm.ended(id)).state).toBe('FINISHED');
  });

  test('whose description cannot be read fails with the reason', async () => {
    const { coordinator } = farm;
    const [id = ''] = await coordinator.submit([{ kind: 'experiment', payload: '{}', seats: 0 }]);
    const [status] = await farmStatus(coordinator);
    expect(status?.notes.join()).toContain('JOB_UNREADABLE');
    const leader = await coordinator.lead('leader');
    await leader.settle(id, { ...DONE, value: '{"files": 7}' });
    const folder = join(farm.folder, 'x');
    expect((await refusal(fetchResults(coordinator, await farm.job(id), folder))).code).toBe('JOB_UNREADABLE');
    await leader.resign();
  });
});

describe('an optimisation on a farm', () => {
  test('has the files and the outcome that it has on one machine, though another leader goes on with it', async () => {
    const model = await optimisationOf('small');
    const id = await farm.submit(model);
    const end = farm.lead('first', model);
    for (const name of ['host/1', 'host/2']) farm.work(name, model);
    await until(async () => (await handedOut(id)).length > 20, 60_000);
    await end();
    farm.lead('second', model);
    const files = await filesIn(await farm.fetch(id));
    expect(files).toEqual(await filesIn(await farm.onOneMachine(model)));
    expect(JSON.parse(files['experiment.json'] ?? '')).toMatchObject({
      optimisation: { outcome: { chosen: expect.any(Number) as number } },
    });
    const keys = await handedOut(id);
    expect(new Set(keys).size).toBe(keys.length);
    const [status] = await farmStatus(farm.coordinator);
    expect(status).toMatchObject({ state: 'FINISHED', replications: 60, alarms: [] });
    expect((await farm.coordinator.result(id))?.member).toBe('second');
    expect(farm.troubles).toEqual([]);
  });

  test('fails with the reason if its objective cannot be had', async () => {
    const model = await optimisationOf('unknown');
    const id = await farm.submit(model);
    farm.lead('leader', model);
    farm.work('host/1', model);
    expect(await farm.ended(id)).toMatchObject({
      state: 'FAILED',
      error: expect.stringContaining('[CHANNEL_UNKNOWN]') as string,
    });
  });
});

test('results are written neither beside others nor outside of their folder', async () => {
  await writeFile(join(farm.folder, 'mine'), '');
  expect((await refusal(refuseFilled(farm.folder))).code).toBe('FOLDER_NOT_EMPTY');
  const { coordinator } = farm;
  const leader = await coordinator.lead('leader');
  const [id = ''] = await coordinator.submit([{ kind: 'experiment', payload: '{}', seats: 0 }]);
  const hash = await coordinator.put(Uint8Array.of(1));
  const value = JSON.stringify({ status: 'FINISHED', files: [{ path: '../../evil', hash }] });
  await leader.settle(id, { ...DONE, value, artefacts: [hash] });
  const error = await refusal(fetchResults(coordinator, await farm.job(id), join(farm.folder, 'x')));
  expect(error.message).toContain('outside of its folder');
  await leader.resign();
});

test('replications are batched to last a second, but never so that a member has nothing to do', () => {
  expect(batchSize([], 50, 2)).toBe(1);
  expect(batchSize([0.01, 0.03], 1000, 2)).toBe(50);
  expect(batchSize([0.01], 30, 2)).toBe(15);
  expect(batchSize([0], 1000, 2)).toBe(100);
  expect(batchSize([20], 1000, 2)).toBe(1);
  expect(batchSize([0.01], 0, 2)).toBe(1);
});
