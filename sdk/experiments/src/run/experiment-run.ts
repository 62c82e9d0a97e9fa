import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Scenario } from '@disco-engine/sdk';
import type { Experiment } from '../definition/experiment.js';
import { partitionStatus } from './partition-status.js';
import type { ExperimentProgress } from './progress.js';
import { runReplication } from './run-replication.js';
import type { ReplicationWorkers, RunningReplication } from './replication-workers.js';
import { LOG_FILE } from '../results/folder-names.js';
import type { ResultsFolder } from '../results/results-folder.js';
import type { AssignedReplication, Schedule } from './schedule.js';
import type { Shard } from './shard.js';
import { ShardView } from './shard-view.js';

export interface ExperimentRunOptions {
  /** The loaded scenario of the experiment. */
  readonly scenario: Scenario;
  readonly results: ResultsFolder;
  /**
   * Starts the given number of workers, which share a replication. It is called once for each replication that runs in parallel, and
   * again if workers are lost.
   *
   * @example
   * launch: (workers) => Cluster.launch({ workers, model: { module: import.meta.url, export: 'experiment' } })
   */
  readonly launch: (workers: number) => Promise<ReplicationWorkers>;
  /** Number of replications that run in parallel. Default: as many as the cores allow. */
  readonly side?: number | undefined;
  /**
   * Runs only one part of the replications, while other processes run the other parts into the same folder, which has to be open as
   * `shared`. With a required precision, the number of replications is not known beforehand: then every shard runs the next one that no
   * other is running.
   */
  readonly shard?: Shard | undefined;
  /** Cancels running replications; finished ones are kept. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each change of a status, and from time to time as replications progress. */
  readonly onProgress?: ((progress: ExperimentProgress) => void) | undefined;
}

/** A running experiment. */
export class ExperimentRun {
  /**
   * The final progress. Rejects with an error that keeps all replications from running, such as `LAUNCH_INVALID`, or `CHANNEL_UNKNOWN`
   * if `precision` names a channel that does not exist or has no mean.
   */
  readonly finished: Promise<ExperimentProgress>;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #runs = new Set<RunningReplication>();
  readonly #view: ShardView | undefined;
  #held: { readonly released: Promise<void>; readonly release: () => void } | undefined;

  /** @internal */
  constructor(
    private readonly experiment: Experiment,
    private readonly schedule: Schedule,
    private readonly options: ExperimentRunOptions,
  ) {
    const { signal, results } = options;
    const { sharing } = results;
    if (sharing) this.#view = new ShardView(schedule, results, sharing, experiment.precision.length > 0);
    this.#signal = signal === undefined ? this.#stop.signal : AbortSignal.any([signal, this.#stop.signal]);
    this.finished = this.#drive();
    // Callers that await `finished` still get the error; without one, a rejection must not end the process.
    this.finished.catch(() => undefined);
  }

  get progress(): ExperimentProgress {
    return this.schedule.progress;
  }

  /** Pauses all running replications, each at its current epoch, and starts no others. Has no effect once the run has ended. */
  async pause(): Promise<void> {
    if (this.#held === undefined) {
      let release = (): void => {};
      const released = new Promise<void>((resolve) => (release = resolve));
      this.#held = { released, release };
    }
    // If a run fails in the meantime, its replication reports the error.
    await Promise.all(Array.from(this.#runs, (run) => run.pause().catch(() => undefined)));
  }

  /** Resumes a paused experiment. */
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
    const unwatch = this.#view?.watch();
    try {
      await Promise.all(Array.from({ length: sides }, () => this.#runSide()));
    } finally {
      await unwatch?.();
      this.#signal.removeEventListener('abort', release);
    }
    if (this.#stop.signal.aborted) throw this.#stop.signal.reason;
    await this.#view?.finish();
    if (this.#view !== undefined && !this.#signal.aborted) this.schedule.leave();
    this.schedule.cancel();
    this.#tell();
    return this.progress;
  }

  /** Runs replications one by one on dedicated workers until none is left. */
  async #runSide(): Promise<void> {
    const { results } = this.options;
    let workers: ReplicationWorkers | undefined;
    let found: NextReplication | undefined;
    try {
      for (;;) {
        await this.#held?.released;
        found = this.#signal.aborted ? undefined : await this.#next();
        if (found === undefined) return;
        this.#tell();
        workers ??= await this.options.launch(this.experiment.workers);
        await this.#replicate(found, workers);
        this.#view?.ended(found.next);
        if (!workers.isBroken) continue;
        await workers.close();
        workers = undefined;
      }
    } catch (error) {
      // Stops the other sides as well.
      this.#stop.abort(error);
      // Its folder belongs to this shard alone, even if another process has taken over.
      if (found !== undefined && this.#view !== undefined) await results.abandon(found.next).catch(() => undefined);
    } finally {
      await workers?.close();
    }
  }

  /** The next replication, and a folder for its files. */
  async #next(): Promise<NextReplication | undefined> {
    if (this.#view !== undefined) return this.#view.next(this.#signal);
    const next = this.schedule.next();
    return next && { next, folder: await this.options.results.begin(next) };
  }

  async #replicate({ next, folder }: NextReplication, workers: ReplicationWorkers): Promise<void> {
    const { schedule } = this;
    const { case: number, replication } = next;
    const key = { case: number, replication };
    const signal = AbortSignal.any([this.#signal, next.signal]);
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

interface NextReplication {
  readonly next: AssignedReplication;
  readonly folder: string;
}
