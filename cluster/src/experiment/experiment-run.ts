import { availableParallelism } from 'node:os';
import type { Experiment, Scenario } from '@disco-engine/sdk';
import { Cluster } from '../launch/cluster.js';
import type { ClusterRun } from '../launch/cluster-run.js';
import type { TransportKind } from '../worker/run-spec.js';
import { partitionStatus } from './partition-status.js';
import type { ExperimentProgress } from './progress.js';
import { replicate } from './replicate.js';
import type { ReplicationKey } from './replication.js';
import type { ResultsFolder } from './results-folder.js';
import type { Schedule } from './schedule.js';

export interface ExperimentRunOptions {
  /** What the experiment names, loaded. */
  readonly scenario: Scenario;
  /** The module that exports the experiment, which every worker loads, and the name of the export. */
  readonly module: { readonly module: URL | string; readonly export: string };
  readonly results: ResultsFolder;
  /** How workers are joined, and so where they live: on threads by default. See `LaunchOptions.transport`. */
  readonly transport?: TransportKind | undefined;
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
   * How far it is in the end. Rejects with what keeps every replication from running, such as `LAUNCH_INVALID`, or `UNKNOWN_CHANNEL`
   * where the precision is that of none.
   */
  readonly finished: Promise<ExperimentProgress>;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #runs = new Set<ClusterRun>();
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
    const { transport, module: model } = this.options;
    let cluster: Cluster | undefined;
    try {
      for (;;) {
        await this.#held?.released;
        const next = this.#signal.aborted ? undefined : this.schedule.next();
        if (next === undefined) return;
        this.#tell();
        cluster ??= await Cluster.launch({ workers: this.experiment.workers, transport, model });
        await this.#replicate(next, cluster, AbortSignal.any([this.#signal, next.signal]));
        if (!cluster.isBroken) continue;
        await cluster.close();
        cluster = undefined;
      }
    } catch (error) {
      // The other sides end, too.
      this.#stop.abort(error);
    } finally {
      await cluster?.close();
    }
  }

  async #replicate(key: ReplicationKey, cluster: Cluster, signal: AbortSignal): Promise<void> {
    const { schedule } = this;
    const { results, scenario } = this.options;
    const transitions = cluster.transitions.subscribe(({ worker, ...transition }) => {
      const status = partitionStatus(transition);
      if (status === undefined) return;
      schedule.partition(key, worker, status);
      this.#tell();
    });
    const onEpoch = (epoch: number): void => {
      schedule.reach(key, epoch);
      this.#tell();
    };
    let running: ClusterRun | undefined;
    const onRun = (run: ClusterRun): void => {
      this.#runs.add((running = run));
      if (this.#held !== undefined) void run.pause().catch(() => undefined);
    };
    const folder = await results.begin(key);
    const record = await replicate(this.experiment, key, cluster, { scenario, folder, signal, onEpoch, onRun });
    transitions.unsubscribe();
    if (running !== undefined) this.#runs.delete(running);
    if (record === undefined) {
      await results.abandon(key);
      schedule.abandon(key);
    } else {
      await results.commit(record);
      for (const needless of schedule.end(record)) await results.remove(needless);
    }
    this.#tell();
  }

  #tell(): void {
    this.options.onProgress?.(this.progress);
  }
}
