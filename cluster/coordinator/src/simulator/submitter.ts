import { sleep } from '@disco-engine/transports/clock';
import type { SimulatedHost, SimulatedNetwork, Story } from '@disco-engine/transports/simulation';
import type { Coordinator } from '../contract/coordinator.js';
import type { Job } from '../contract/job.js';
import { parseOutcome } from '../farm/farm-messages.js';
import { sha256 } from '../farm/farm-model.js';
import { submitExperiment } from '../farm/submit-experiment.js';
import { PostgresCoordinator } from '../postgres/postgres-coordinator.js';
import type { Mail } from './mail.js';
import { simulatedDriver } from './simulated-driver.js';
import { EXPERIMENTS, ORIGIN, SCENARIO, type ExperimentName } from './simulated-model.js';

/** What an experiment has come to: the digest of its result, or how it ended otherwise; and the hashes of its files by their paths. */
export interface Outcome {
  readonly end: string;
  readonly files: Readonly<Record<string, string>>;
}

/** What else whoever submits an experiment wants. Times are milliseconds. */
export interface Wish {
  readonly order: 'pause' | 'cancel';
  readonly at: number;
  readonly lasts: number;
}

/** Somebody who submits an experiment, may have it paused or canceled, and reads its results. */
export class Submitter {
  outcome: Outcome | undefined;
  failure: string | undefined;
  hasLeft = false;
  readonly #coordinator: Coordinator;

  constructor(
    readonly host: SimulatedHost,
    network: SimulatedNetwork,
    mail: Mail,
    private readonly story: Story,
    readonly name: ExperimentName,
    private readonly wish: Wish | undefined,
  ) {
    const { clock } = host;
    const options = { clock, patience: Infinity };
    this.#coordinator = PostgresCoordinator.over('postgres://database', simulatedDriver(host, network, mail), options);
    void this.#run();
  }

  async #run(): Promise<void> {
    try {
      this.outcome = await this.#submit();
      this.story.tell(`the experiment ended: ${this.outcome.end}`);
      await this.#coordinator.close();
    } catch (error) {
      this.failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
    this.hasLeft = true;
  }

  async #submit(): Promise<Outcome> {
    const { clock } = this.host;
    const submitted = { model: this.name, experiment: EXPERIMENTS[this.name], scenario: SCENARIO, code: ORIGIN.code };
    const id = await submitExperiment(this.#coordinator, { ...submitted, origin: ORIGIN });
    const wishing = this.#wish(id);
    let job = await this.#job(id);
    while (job?.state === 'QUEUED') {
      await sleep(clock, LOOK_EVERY);
      job = await this.#job(id);
    }
    await wishing;
    if (job?.state !== 'FINISHED') return { end: job?.error ?? job?.state ?? 'GONE', files: {} };
    const result = await this.#coordinator.result(id);
    const files: Record<string, string> = {};
    for (const { path, hash } of parseOutcome(result?.value ?? '').files) {
      const bytes = await this.#coordinator.get(hash);
      files[path] = sha256(timeless(path, bytes));
    }
    return { end: result?.digest ?? 'NO RESULT', files };
  }

  async #wish(id: string): Promise<void> {
    if (this.wish === undefined) return;
    const { order, at, lasts } = this.wish;
    await sleep(this.host.clock, at);
    this.story.tell(`— the experiment is to ${order}`);
    await this.#coordinator.order(id, order);
    await sleep(this.host.clock, lasts);
    if (order === 'pause') await this.#coordinator.order(id, 'resume');
  }

  async #job(id: string): Promise<Job | undefined> {
    return (await this.#coordinator.jobs({ ids: [id] }))[0];
  }
}

/** A file of a results folder without the times in it. */
export function timeless(path: string, bytes: Uint8Array): Uint8Array {
  if (!path.endsWith('run.json')) return bytes;
  const {
    seconds: _seconds,
    workers: _workers,
    ...rest
  } = JSON.parse(new TextDecoder().decode(bytes)) as object & {
    seconds: unknown;
    workers: unknown;
  };
  return new TextEncoder().encode(JSON.stringify(rest));
}

/** Milliseconds. */
const LOOK_EVERY = 1_000;
