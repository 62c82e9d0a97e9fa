import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Scenario } from '@disco-engine/sdk';
import type { Experiment } from '../definition/experiment.js';
import { partitionStatus } from './partition-status.js';
import type { ExperimentProgress } from './progress.js';
import { runReplication } from './run-replication.js';
import type { ReplicationWorkers, RunningReplication } from './replication-workers.js';
import { LOG_FILE } from '../results/folder-names.js';
import type { ReplicationKey } from '../results/run-schema.js';
import type { ResultsFolder } from '../results/results-folder.js';
import type { Schedule } from './schedule.js';

export interface ExperimentRunOptions {
  /** What the experiment names, loaded. */
  readonly scenario: Scenario;
  readonly results: ResultsFolder;
  /**
   * Starts the workers that share a replication, as many as it is told. It is called once for each replication that runs at the same time,
   * and again after workers were lost.
   *
   * @example
   * launch: (workers) => Cluster.launch({ workers, model: { module: import.meta.url, export: 'experiment' } })
   */
  readonly launch: (workers: number) => Promise<ReplicationWorkers>;
  /** How many replications run side by side; as many as the cores allow by default. */
  readonly side?: number | undefined;
  /** Cancels what runs; what has finished is kept. */
  readonly signal?: AbortSignal | undefined;
  /** Told after each change of a status, and now and then how far a replication is. */
  readonly onProgress?: ((progress: ExperimentProgress) => void) | undefined;
}

/** An experiment that runs. */
export class ExperimentRun {
  /**
   * How far it is in the end. Rejects with what keeps every replication from running, such as `LAUNCH_INVALID`, or `CHANNEL_UNKNOWN`
   * where the precision is that of none.
   */
  readonly finished: Promise<ExperimentProgress>;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #runs = new Set<RunningReplication>();
  #held: { readonly released: Promise<void>; readonly release: () => void } | undefined;

  /** @internal */
  constructor(
    private readonly experiment: Experiment,
    private readonly schedule: Schedule,
    private readonly options: ExperimentRunOptions,
  ) {
    const { signal } = options;
    this.#signal = signal === undefined ? this.#stop.signal : AbortSignal.any([signal, this.#stop.signal]);
    this.finished = this.#drive();
    // Whoever waits for it is told; a run that nobody waits for must not end the process.
    this.finished.catch(() => undefined);
  }

  get progress(): ExperimentProgress {
    return this.schedule.progress;
  }

  /** Holds all replications that run, each at an epoch of its own, and begins no other. Does nothing to one that is over. */
  async pause(): Promise<void> {
    if (this.#held === undefined) {
      let release = (): void => {};
      const released = new Promise<void>((resolve) => (release = resolve));
      this.#held = { released, release };
    }
    // What a run fails with meanwhile is told by its replication.
    await Promise.all(Array.from(this.#runs, (run) => run.pause().catch(() => undefined)));
  }

  /** Lets a held experiment go on. */
  async resume(): Promise<void> {
    this.#held?.release();
    this.#held = undefined;
    await Promise.all(Array.from(this.#runs, (run) => run.resume()));
  }

  async #drive(): Promise<ExperimentProgress> {
    const release = (): void => this.#held?.release();
    this.#signal.addEventListener('abort', release);
    this.#tell();
    const usual = Math.max(1, Math.floor(availableParallelism() / this.experiment.workers));
    const sides = Math.min(this.options.side ?? usual, this.schedule.waiting);
    await Promise.all(Array.from({ length: sides }, () => this.#runSide()));
    this.#signal.removeEventListener('abort', release);
    if (this.#stop.signal.aborted) throw this.#stop.signal.reason;
    this.schedule.cancel();
    this.#tell();
    return this.progress;
  }

  /** Runs one replication after the other on workers of its own, until none is left. */
  async #runSide(): Promise<void> {
    let workers: ReplicationWorkers | undefined;
    try {
      for (;;) {
        await this.#held?.released;
        const next = this.#signal.aborted ? undefined : this.schedule.next();
        if (next === undefined) return;
        this.#tell();
        workers ??= await this.options.launch(this.experiment.workers);
        await this.#replicate(next, workers, AbortSignal.any([this.#signal, next.signal]));
        if (!workers.isBroken) continue;
        await workers.close();
        workers = undefined;
      }
    } catch (error) {
      // The other sides end, too.
      this.#stop.abort(error);
    } finally {
      await workers?.close();
    }
  }

  async #replicate(key: ReplicationKey, workers: ReplicationWorkers, signal: AbortSignal): Promise<void> {
    const { schedule } = this;
    const { results, scenario } = this.options;
    const transitions = workers.transitions.subscribe(({ worker, ...transition }) => {
      const status = partitionStatus(transition);
      if (status === undefined) return;
      schedule.partition(key, worker, status);
      this.#tell();
    });
    const onEpoch = (epoch: number): void => {
      schedule.reach(key, epoch);
      this.#tell();
    };
    let running: RunningReplication | undefined;
    const onRun = (run: RunningReplication): void => {
      this.#runs.add((running = run));
      if (this.#held !== undefined) void run.pause().catch(() => undefined);
    };
    const folder = await results.begin(key);
    const file = this.experiment.log.keep === 'summary' ? undefined : join(folder, LOG_FILE);
    const record = await runReplication(this.experiment, key, workers, { scenario, file, signal, onEpoch, onRun });
    transitions.unsubscribe();
    if (running !== undefined) this.#runs.delete(running);
    if (record === undefined) {
      await results.abandon(key);
      schedule.abandon(key);
    } else {
      const committed = await results.commit(record);
      for (const needless of schedule.end(committed)) await results.remove(needless);
    }
    this.#tell();
  }

  #tell(): void {
    this.options.onProgress?.(this.progress);
  }
}
