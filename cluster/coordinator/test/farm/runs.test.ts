import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Cluster, packScenario, unpackScenario } from '@disco-engine/cluster';
import { DiscoError } from '@disco-engine/kernel';
import { Scenario, type RunSettings } from '@disco-engine/sdk';
import { MODEL, NEVER, small } from '../../../workers/test/launch/models.js';
import {
  farmStatus,
  runResult,
  serveFarm,
  submitRun,
  type PartsRun,
  type RunModel,
  type RunReport,
} from '../../src/farm.js';
import { LocalCoordinator, type Job } from '../../src/index.js';
import { refusal } from '../refusal.js';
import { until } from '../until.js';

const NAME = 'token-ring.mjs#TokenRing';
const CODE = { 'token-ring.mjs': '0123' };
const HORIZON = 40;
/** Attempts that a run has: it may lose five, and fails with the sixth. */
const ATTEMPTS = 6;

/** Members of a farm in one process, which play several. Their parts only say that they listen: a run is one of objects. */
class Players {
  readonly coordinator = new LocalCoordinator();
  readonly troubles: DiscoError[] = [];
  /** What was started: the process, its number of threads, and whether it is closed. */
  readonly parts: { readonly process: string; readonly threads: number; readonly token: string; isClosed: boolean }[] =
    [];
  readonly runs: (readonly string[])[] = [];
  /** Resolves `broken` of the parts of a process. */
  readonly breaking = new Map<string, (reason: string) => void>();
  readonly #end = new AbortController();
  readonly #parties: Promise<void>[] = [];

  /** @param others models that the process has as well @returns ends it */
  work(
    process: string,
    members: number,
    changes: Partial<RunModel> = {},
    others: readonly RunModel[] = [],
  ): () => Promise<void> {
    const own = new AbortController();
    const signal = AbortSignal.any([own.signal, this.#end.signal]);
    const onTrouble = (error: DiscoError): void => void this.troubles.push(error);
    const runs = [...others, { ...this.model(process), ...changes }];
    const parties = Array.from({ length: members }, (_, at) =>
      serveFarm(this.coordinator, {
        name: `${process}/${at + 1}`,
        models: [],
        runs,
        rest: 10,
        ttl: 60_000,
        signal,
        onTrouble,
      }),
    );
    this.#parties.push(...parties);
    return async () => {
      own.abort();
      await Promise.all(parties);
    };
  }

  async submit(workers: number, parameters: object = {}, horizon = HORIZON): Promise<string> {
    const scenario = await packScenario(small);
    const what = { model: NAME, code: CODE, scenario, scenarioName: 'ring', until: horizon };
    return submitRun(this.coordinator, { ...what, settings: { seed: 7, parameters }, workers });
  }

  async job(id: string): Promise<Job> {
    const [job] = await this.coordinator.jobs({ ids: [id] });
    if (job === undefined) throw new Error(`there is no job ${id}`);
    return job;
  }

  async ended(id: string): Promise<Job> {
    await until(async () => (await this.job(id)).endedAgo !== undefined, 60_000);
    return this.job(id);
  }

  async close(): Promise<void> {
    this.#end.abort();
    await Promise.all(this.#parties);
    await this.coordinator.close();
  }

  model(process: string): RunModel {
    return {
      name: NAME,
      code: CODE,
      process,
      host: 'here',
      listen: async (threads, token) => {
        const part = { process, threads, token, isClosed: false };
        this.parts.push(part);
        const broken = new Promise<string>((resolve) => this.breaking.set(process, resolve));
        return { address: `${process}:${threads}`, broken, close: async () => void (part.isClosed = true) };
      },
      run: async (places, request) => {
        const addresses = places.map(({ address }) => address);
        this.runs.push(addresses);
        const threads = addresses.map((address) => Number(address.split(':')[1]));
        return runOn(
          threads.reduce((sum, many) => sum + many, 0),
          request,
        );
      },
    };
  }
}

async function runOn(
  workers: number,
  { scenario, until: end, settings, warmup, signal, onRun }: PartsRun,
): Promise<RunReport> {
  const cluster = await Cluster.launch({ workers, transport: 'in-process', model: MODEL });
  try {
    const unpacked = Scenario.fromData(unpackScenario(scenario));
    const options = { ...(settings as RunSettings), scenario: unpacked, until: end, log: { warmup }, signal };
    const run = await cluster.start(options);
    onRun(run);
    const result = await run.finished;
    return { digest: result.digest, result: { ...result } };
  } finally {
    await cluster.close();
  }
}

let players: Players;
let alone: string | undefined;
beforeEach(() => void (players = new Players()));
afterEach(() => players.close());

async function digestAlone(): Promise<string> {
  const request = {
    token: '',
    scenario: await packScenario(small),
    until: HORIZON,
    settings: { seed: 7 },
    warmup: undefined,
  };
  const { signal } = new AbortController();
  return (alone ??= (await runOn(1, { ...request, signal, onRun: () => undefined })).digest);
}

describe('a run on several members of a farm', () => {
  test('has the digest that it has alone; the members of a process share its part', async () => {
    const id = await players.submit(3);
    const [queued] = await farmStatus(players.coordinator);
    expect(queued).toMatchObject({ kind: 'run', name: 'ring', model: NAME, queued: 1, attempt: 0 });
    expect(queued?.notes[0]).toMatch(/^no worker has this version of the model's code/);
    players.work('one', 2);
    await until(async () => (await players.coordinator.members()).length === 2);
    const [waiting] = await farmStatus(players.coordinator, [id]);
    expect(waiting?.notes[0]).toMatch(/^it needs 3 workers at once, and 2 have/);
    players.work('other', 1);
    const job = await players.ended(id);
    expect(job).toMatchObject({ state: 'FINISHED', attempt: 1, alarms: [] });
    expect(await runResult(players.coordinator, job)).toMatchObject({ digest: await digestAlone(), attempts: 1 });
    expect((await players.coordinator.result(id))?.digest).toBe(await digestAlone());
    const { parts, runs } = players;
    expect(parts.map(({ process, threads }) => `${process}:${threads}`).sort()).toEqual(['one:2', 'other:1']);
    expect([...(runs[0] ?? [])].sort()).toEqual(['one:2', 'other:1']);
    expect(new Set(parts.map(({ token }) => token)).size).toBe(1);
    await until(() => parts.every(({ isClosed }) => isClosed));
    expect(players.troubles).toEqual([]);
    const [status] = await farmStatus(players.coordinator, [id]);
    expect(status).toMatchObject({ state: 'FINISHED', finished: 1, replications: 1, members: [] });
  });

  test('begins again on those that are left when a process gives up, with the same digest and another token', async () => {
    let attempts = 0;
    const run: RunModel['run'] = async (places, request) =>
      (attempts += 1) === 1 ? over(request) : runOn(places.length, request);
    const [one, other] = [players.work('one', 1, { run }), players.work('other', 1, { run })];
    const id = await players.submit(2);
    await until(() => attempts === 1);
    // Whichever of them has begun with it.
    const [first] = players.parts;
    await (first?.process === 'one' ? one : other)();
    const job = await players.ended(id);
    expect(job).toMatchObject({ state: 'FINISHED', attempt: 2 });
    expect(await runResult(players.coordinator, job)).toMatchObject({ digest: await digestAlone(), attempts: 2 });
    expect(players.parts).toHaveLength(3);
    expect(new Set(players.parts.map(({ token }) => token)).size).toBe(2);
    expect(players.troubles).toEqual([]);
  });

  test('begins again when its members lose one another, or one of them its worker', async () => {
    let attempts = 0;
    const run: RunModel['run'] = async (places, request) => {
      attempts += 1;
      if (attempts === 1) throw new DiscoError('WORKER_LOST', 'worker 1 is gone');
      if (attempts > 2) return runOn(places.length, request);
      for (const broken of players.breaking.values()) broken('its thread is gone');
      return over(request);
    };
    players.work('one', 1, { run });
    players.work('other', 1, { run });
    const job = await players.ended(await players.submit(2));
    expect(job).toMatchObject({ state: 'FINISHED', attempt: 3 });
    expect(await runResult(players.coordinator, job)).toMatchObject({ digest: await digestAlone() });
    expect(players.troubles.map(({ code }) => code)).toEqual(['WORKER_LOST', 'WORKER_BROKEN']);
  });

  test('begins again on other hosts when the log of one cannot be written', async () => {
    let attempts = 0;
    const run: RunModel['run'] = async (places, request) => {
      if ((attempts += 1) === 1) throw new DiscoError('LOG_FAILED', 'the disk is full');
      return runOn(places.length, request);
    };
    players.work('one', 1, { run });
    expect(await players.ended(await players.submit(1))).toMatchObject({ state: 'FINISHED', attempt: 2 });
    expect(players.troubles.map(({ code }) => code)).toEqual(['LOG_FAILED']);
  });

  test('fails at once with the error of the model', async () => {
    players.work('one', 2);
    const failed = await players.ended(await players.submit(2, { culprit: 'station/2', failAt: 3 }));
    const error = expect.stringMatching(/on fire.*\[HANDLER_FAILED\]/s) as string;
    expect(failed).toMatchObject({ state: 'FAILED', attempt: 1, error });
    expect((await refusal(runResult(players.coordinator, failed))).code).toBe('JOB_FAILED');
  });

  test('runs the version of its model that was submitted, where a host has two of one name', async () => {
    const other: RunModel = { ...players.model('one'), code: { 'token-ring.mjs': '4567' } };
    players.work('one', 1, {}, [other]);
    expect(await players.ended(await players.submit(1))).toMatchObject({ state: 'FINISHED', attempt: 1 });
    expect(players.troubles).toEqual([]);
  });

  test('is paused, resumed and canceled, and its members are free then', async () => {
    players.work('one', 2);
    const id = await players.submit(2, {}, NEVER);
    await until(() => players.runs.length === 1);
    for (const order of ['pause', 'resume', 'cancel'] as const) await players.coordinator.order(id, order);
    const canceled = await players.ended(id);
    expect(canceled.state).toBe('CANCELED');
    const refused = await refusal(runResult(players.coordinator, canceled));
    expect(refused.code).toBe('JOB_UNFINISHED');
    expect(refused.message).toContain('it was canceled; submit it again');
    expect(await players.ended(await players.submit(2))).toMatchObject({ state: 'FINISHED' });
    expect(players.troubles).toEqual([]);
  });

  test('is canceled while it waits for seats, begins nowhere, and holds up nobody', async () => {
    players.work('one', 1);
    const id = await players.submit(2);
    await until(
      async () =>
        (await farmStatus(players.coordinator, [id]))[0]?.notes[0]?.startsWith('it needs 2 workers at once') === true,
    );
    await players.coordinator.order(id, 'cancel');
    const canceled = await players.ended(id);
    expect(canceled).toMatchObject({ state: 'CANCELED', attempt: 0 });
    players.work('other', 1);
    expect(await players.ended(await players.submit(2))).toMatchObject({ state: 'FINISHED', attempt: 1 });
    expect(players.runs).toHaveLength(1);
    expect((await players.job(id)).attempt).toBe(0);
    expect(await players.coordinator.result(id)).toBeUndefined();
    expect(players.troubles).toEqual([]);
  });

  test('has failed with the last reason once its attempts are used up, and its members are free then', async () => {
    let attempts = 0;
    const run: RunModel['run'] = async (places, request) => {
      if ((attempts += 1) > ATTEMPTS) return runOn(places.length, request);
      throw new DiscoError('WORKER_LOST', `worker 1 is gone for the ${attempts}th time`);
    };
    players.work('one', 2, { run });
    const failed = await players.ended(await players.submit(2));
    const error = expect.stringContaining(`worker 1 is gone for the ${ATTEMPTS}th time`) as string;
    expect(failed).toMatchObject({ state: 'FAILED', attempt: ATTEMPTS, error });
    expect((await refusal(runResult(players.coordinator, failed))).message).toContain(`for the ${ATTEMPTS}th time`);
    expect(await players.ended(await players.submit(2))).toMatchObject({ state: 'FINISHED', attempt: 1 });
    expect(players.troubles.map(({ code }) => code)).toEqual(Array.from({ length: ATTEMPTS }, () => 'WORKER_LOST'));
  });
});

/** A run that goes on until it is canceled. */
async function over({ signal }: PartsRun): Promise<never> {
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
  throw signal.reason;
}
