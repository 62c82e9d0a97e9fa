import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster } from '@disco-engine/cluster';
import {
  experimentWith,
  ResultsFolder,
  runExperiment,
  runOptimisation,
  type Experiment,
  type Optimisation,
} from '@disco-engine/experiments';
import type { DiscoError } from '@disco-engine/kernel';
import type { Scenario } from '@disco-engine/sdk';
import { LocalCoordinator, type Job } from '../../src/index.js';
import { fetchResults, leadFarm, serveFarm, submitExperiment, type FarmModel } from '../../src/farm.js';
import { until } from '../until.js';

const module = new URL('../../../cli/test/fixtures/logging-experiment.mjs', import.meta.url);
const workshop = new URL('../../../cli/test/fixtures/workshop-optimisation.mjs', import.meta.url);

export interface ExportedModel extends FarmModel {
  readonly loaded: Scenario;
}

/** An experiment of the fixture, whose workers run on this thread. Without `log`, it keeps no records: their
 * files take time. */
export async function modelOf(name: string, changes: Partial<Experiment> = {}): Promise<ExportedModel> {
  const exported = (await import(module.href)) as Record<string, Experiment>;
  const found = exported[name];
  if (found === undefined) throw new Error(`the fixture has no ${name}`);
  const experiment: Experiment = { ...found, log: { ...found.log, keep: 'summary' }, ...changes };
  const loaded = experiment.scenario as Scenario;
  return {
    name: `logging-experiment.mjs#${name}`,
    experiment,
    loaded,
    code: { 'logging-experiment.mjs': '0123' },
    scenario: async () => loaded,
    launch: (workers) => Cluster.launch({ workers, transport: 'in-process', model: { module, export: name } }),
  };
}

/** An optimisation of the fixture. */
export async function optimisationOf(name: string): Promise<ExportedModel> {
  const exported = (await import(workshop.href)) as Record<string, Optimisation>;
  const optimisation = exported[name];
  if (optimisation === undefined) throw new Error(`the fixture has no ${name}`);
  const { experiment } = optimisation;
  const loaded = experiment.scenario as Scenario;
  return {
    name: `workshop-optimisation.mjs#${name}`,
    experiment,
    optimisation,
    loaded,
    code: { 'workshop-optimisation.mjs': '4567' },
    scenario: async () => loaded,
    launch: (workers) =>
      Cluster.launch({ workers, transport: 'in-process', model: { module: workshop, export: name } }),
  };
}

const ORIGIN = { module: 'logging-experiment.mjs', export: 'default', command: 'disco run logging-experiment.mjs' };

/** So many milliseconds that no worker of a test loses its lease because the machine is busy. */
const TTL = 60_000;

/** A farm in one process: a coordinator, workers and candidates, which all end with the test. */
export class FarmHost {
  readonly coordinator = new LocalCoordinator();
  readonly troubles: DiscoError[] = [];
  readonly folder: string;
  readonly #end = new AbortController();
  readonly #parties: Promise<unknown>[] = [];

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async start(): Promise<FarmHost> {
    return new FarmHost(await mkdtemp(join(tmpdir(), 'disco-farm-test-')));
  }

  /** @returns ends this worker alone */
  work(name: string, ...models: readonly FarmModel[]): () => Promise<void> {
    return this.workAfter(undefined, name, ...models);
  }

  /** @param rest milliseconds for which it takes no other job when it could not do one */
  workAfter(rest: number | undefined, name: string, ...models: readonly FarmModel[]): () => Promise<void> {
    const options = { name, models, rest, ttl: TTL };
    return this.#party((signal, onTrouble) => serveFarm(this.coordinator, { ...options, signal, onTrouble }));
  }

  /** @returns ends this candidate alone */
  lead(name: string, ...models: readonly FarmModel[]): () => Promise<void> {
    return this.#party((signal, onTrouble) => leadFarm(this.coordinator, { name, models, signal, onTrouble }));
  }

  async submit({ name: model, experiment, optimisation, loaded: scenario, code }: ExportedModel): Promise<string> {
    const origin = { ...ORIGIN, code };
    return submitExperiment(this.coordinator, { model, experiment, optimisation, scenario, code, origin });
  }

  async job(id: string): Promise<Job> {
    const [job] = await this.coordinator.jobs({ ids: [id] });
    if (job === undefined) throw new Error(`there is no job ${id}`);
    return job;
  }

  async ended(id: string): Promise<Job> {
    await until(async () => !['QUEUED', 'ASSIGNED'].includes((await this.job(id)).state), 90_000);
    return this.job(id);
  }

  async fetch(id: string): Promise<string> {
    const folder = join(this.folder, id);
    await fetchResults(this.coordinator, await this.ended(id), folder);
    return folder;
  }

  /** The same experiment without a farm. */
  async onOneMachine({ experiment, optimisation, loaded: scenario, code, launch }: ExportedModel): Promise<string> {
    const folder = join(this.folder, 'one-machine');
    const opened = optimisation === undefined ? experiment : experimentWith(optimisation, undefined);
    const results = await ResultsFolder.open(folder, opened, scenario, { ...ORIGIN, code });
    const options = { scenario, results, launch, side: 1 };
    if (optimisation === undefined) await runExperiment(experiment, options);
    else await runOptimisation(optimisation, options);
    await results.close();
    return folder;
  }

  async close(): Promise<void> {
    this.#end.abort();
    await Promise.all(this.#parties);
    await this.coordinator.close();
    await rm(this.folder, { recursive: true });
  }

  #party(run: (signal: AbortSignal, onTrouble: (error: DiscoError) => void) => Promise<void>): () => Promise<void> {
    const own = new AbortController();
    const party = run(AbortSignal.any([own.signal, this.#end.signal]), (error) => void this.troubles.push(error));
    this.#parties.push(party);
    return async () => {
      own.abort();
      await party;
    };
  }
}

/** The files of a results folder by their paths, without the times in them. */
export async function filesIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: Record<string, string> = {};
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name).slice(folder.length + 1);
    if (!entry.isFile() || path.startsWith('.')) continue;
    const bytes = await readFile(join(folder, path));
    files[path] = path.endsWith('run.json') ? timeless(bytes.toString()) : bytes.toString('latin1');
  }
  return files;
}

function timeless(text: string): string {
  const { seconds: _seconds, workers: _workers, ...rest } = JSON.parse(text) as Record<string, unknown>;
  return JSON.stringify(rest);
}
