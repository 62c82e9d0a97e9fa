import { rm } from 'node:fs/promises';
import type { FileClaim } from '@disco-engine/data';
import { DiscoError, nextDouble } from '@disco-engine/kernel';
import { within } from '../hosts/within.js';
import type { LookRequest, NodeFigures } from '../worker/node-look.js';
import type { PartFigures } from '../worker/run-part.js';
import { AskOnce } from './ask-once.js';
import { clusterResult } from './cluster-result.js';
import type { RunCrew } from './crew.js';
import { endRun } from './end-run.js';
import { firstReason } from './first-reason.js';
import { hasRecords, logResult, type LogResult } from './run-log.js';
import type { PartLogReport } from '../worker/part-log.js';
import type { Patience } from './launch-options.js';
import { ProgressSum } from './progress-sum.js';
import { sendToAll } from './send-to-all.js';
import { StallWatch } from './stall-watch.js';
import { WorkerViews, type WorkerView } from './worker-views.js';
import type { ClusterResult, StartOptions } from './start-options.js';

export type RunStatus = 'running' | 'paused' | 'finished' | 'failed' | 'canceled';

/**
 * A run on all workers of a cluster, from its start.
 *
 * @example
 * const run = await cluster.start({ scenario, seed: 7, until: 365 });
 * await run.pause();
 * run.resume();
 * console.log((await run.finished).digest);
 */
export class ClusterRun {
  /**
   * Resolves when all workers have reached the horizon. If one fails, rejects with the reason once the others have
   * stopped: `HANDLER_FAILED`, `WORKER_LOST`, `RUN_STALLED`, …; after `cancel`, with `RUN_ABORTED`.
   */
  readonly finished: Promise<ClusterResult>;
  readonly #watch: StallWatch;
  readonly #progress: ProgressSum;
  readonly #views: WorkerViews;
  readonly #looks: AskOnce<'look'>;
  readonly #reasons: Error[] = [];
  /** Aborted with the first reason if the run fails. */
  readonly #failed = new AbortController();
  readonly #failing: Promise<never>;
  #status: RunStatus = 'running';
  #resumed: Promise<void> = Promise.resolve();
  #resume = (): void => {};
  /** Whether all workers have reached the horizon, so that there is nothing left to stop. */
  #isAtHorizon = false;
  /** The latest pause or cancellation; they must follow one another. */
  #order: Promise<unknown> = Promise.resolve();
  #pausedAt: number | undefined;
  /** The workers' reports about their logs, once they have been requested. */
  #parts: Promise<PartLogReport[]> | undefined;

  /** @internal */
  constructor(
    private readonly crew: RunCrew,
    private readonly options: StartOptions,
    private readonly patience: Patience,
    claim: FileClaim | undefined,
  ) {
    const { handles } = crew;
    const { signal } = this.#failed;
    this.#failing = new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    this.#failing.catch(() => undefined);
    this.#watch = new StallWatch(handles, patience, (error) => this.#note(error));
    this.#views = new WorkerViews(handles, patience.clock);
    this.#looks = new AskOnce(patience.clock);
    this.#progress = new ProgressSum(handles, options, (error) => this.#note(error));
    const watches = handles.map(({ losses }) => losses.subscribe((error) => this.#note(error)));
    const cancel = (): void => void this.cancel();
    options.signal?.addEventListener('abort', cancel);
    this.finished = this.#drive().finally(() => {
      options.signal?.removeEventListener('abort', cancel);
      for (const watch of watches) watch.unsubscribe();
      this.#watch.stop();
      this.#progress.stop();
      claim?.release();
    });
    // Whoever awaits it gets the error; a run that nobody awaits must not end the process.
    this.finished.catch(() => undefined);
    if (options.signal?.aborted === true) cancel();
  }

  get status(): RunStatus {
    return this.#status;
  }

  get isOver(): boolean {
    return this.#status !== 'running' && this.#status !== 'paused';
  }

  /**
   * Stops every worker between two activations, lets the laggards catch up, and returns the epoch that all have
   * reached: every activation up to it has been performed, and none after it. Does nothing to a run that has reached
   * its horizon or is over.
   *
   * @returns that epoch
   * @throws the run's error if it fails in the meantime
   */
  pause(): Promise<number> {
    return this.#inOrder(async () => {
      if (this.#status === 'running' && !this.#isAtHorizon) await this.#stop();
      return this.#pausedAt ?? this.#progress.epoch;
    });
  }

  /** Resumes a paused run. Does nothing to any other. */
  resume(): Promise<void> {
    return this.#inOrder(async () => {
      if (this.#status !== 'paused') return;
      this.#status = 'running';
      this.#pausedAt = undefined;
      this.#resume();
    });
  }

  /**
   * Ends the run at a consistent epoch, as after `pause`; resolves when the workers are free. Does nothing if the run
   * is over.
   */
  async cancel(): Promise<void> {
    const canceled = this.#inOrder(async () => {
      if (this.isOver) return;
      // A stalled run cannot be brought to a common epoch; it is ended where it is.
      if (this.#status === 'running' && !this.#isAtHorizon)
        await within(
          this.patience.clock,
          this.#stop().catch(() => undefined),
          this.patience.lostAfter,
        );
      const epoch = this.#pausedAt ?? this.#progress.epoch;
      this.#note(new DiscoError('RUN_ABORTED', `the run was canceled at epoch ${epoch}`, { epoch }));
    });
    await canceled.catch(() => undefined);
    await this.finished.catch(() => undefined);
  }

  /**
   * How far each worker is and what it waits for, now; once the run has finished, its final figures. Changes nothing in the run; call it
   * as often as you like.
   */
  async view(): Promise<WorkerView[]> {
    return this.#views.now();
  }

  /**
   * A figure of the nodes of each worker, now: how often they are activated, or the last value of a channel. Changes nothing in the
   * result; counting activations slows the run down for as long as it is called every few seconds. Omits
   * workers that are in a long handler; empty after the run.
   */
  async look(request: LookRequest): Promise<NodeFigures[]> {
    if (this.isOver) return [];
    const command = { command: 'look', request } as const;
    const figures = await Promise.all(this.crew.handles.map(async (handle) => this.#looks.ask(handle, command)));
    return figures.flatMap((one) => one ?? []);
  }

  /**
   * Calls a function that the model's module exports on each worker, with its `Simulation`, and returns the results by
   * worker. The run must be paused or finished, and the cluster must not have started another one.
   *
   * @param argument plain data, passed to the function as its second argument
   * @throws DiscoError `COLLECT_UNKNOWN`; `COLLECT_INVALID` if the function returns something other than plain data;
   * `WORKER_STATE_WRONG`
   */
  async collect(name: string, argument?: unknown): Promise<unknown[]> {
    return sendToAll(this.crew.handles, () => ({ command: 'collect', name, argument }));
  }

  async #drive(): Promise<ClusterResult> {
    try {
      await this.#steps();
      const reports = await this.#orFailing(sendToAll(this.crew.handles, () => ({ command: 'report' })));
      this.#watch.stop();
      const log = await this.#endLog(reports);
      this.#status = 'finished';
      this.#progress.end(reports);
      this.#views.end(reports);
      return clusterResult(this.crew, reports, log);
    } catch (error) {
      this.#watch.stop();
      this.#resume();
      this.#views.end();
      await endRun(this.patience.clock, this.crew.handles, this.patience.lostAfter);
      await this.#removeLog();
      const losses = this.crew.handles.flatMap(({ loss }) => loss ?? []);
      const reason = firstReason([...losses, ...this.#reasons, error as Error]);
      this.#status = reason instanceof DiscoError && reason.code === 'RUN_ABORTED' ? 'canceled' : 'failed';
      throw reason;
    }
  }

  async #steps(): Promise<void> {
    for (let command: 'start' | 'resume' = 'start'; ; command = 'resume') {
      this.#resumed = new Promise((resolve) => (this.#resume = resolve));
      this.#watch.start();
      const { until } = this.options;
      const steps = this.crew.handles.map((handle) => handle.send({ command, until }));
      for (const step of steps) step.catch((error: unknown) => this.#note(error as Error));
      const ends = await this.#orFailing(Promise.all(steps));
      for (let order: unknown; order !== this.#order;) await (order = this.#order);
      this.#isAtHorizon = ends.every((end) => end === 'horizon');
      if (this.#isAtHorizon) return;
      await this.#orFailing(this.#resumed);
    }
  }

  async #endLog(reports: readonly PartFigures[]): Promise<LogResult | undefined> {
    const { log, until } = this.options;
    if (log === undefined) return undefined;
    const end = until < Infinity ? until : Math.max(...reports.map(({ epoch }) => epoch));
    this.#parts = sendToAll(this.crew.handles, () => ({ command: 'log', end }));
    return logResult(log, await this.#orFailing(this.#parts), this.#failed.signal);
  }

  /** A failed run leaves no log: its only worker may already have written it when its failure arrived. */
  async #removeLog(): Promise<void> {
    const file = this.options.log?.file;
    if (file === undefined || this.#parts === undefined || this.crew.handles.length > 1) return;
    const written = this.#parts.then(async (parts) => {
      if (hasRecords(parts)) await rm(file, { force: true });
    });
    await within(
      this.patience.clock,
      written.catch(() => undefined),
      this.patience.lostAfter,
    );
  }

  /** If it fails, so does the run: some workers have stopped, and others have not. */
  async #stop(): Promise<void> {
    try {
      const stopped = await this.#orFailing(sendToAll(this.crew.handles, () => ({ command: 'pause' })));
      const epoch = Math.max(...stopped.map((figures) => figures.epoch));
      await this.#orFailing(sendToAll(this.crew.handles, () => ({ command: 'align', until: nextDouble(epoch) })));
      this.#watch.stop();
      this.#pausedAt = epoch;
      this.#status = 'paused';
    } catch (error) {
      this.#note(error as Error);
      throw error;
    }
  }

  #note(error: Error): void {
    this.#reasons.push(error);
    this.#failed.abort(error);
  }

  async #orFailing<T>(promise: Promise<T>): Promise<T> {
    return Promise.race([promise, this.#failing]);
  }

  #inOrder<T>(action: () => Promise<T>): Promise<T> {
    const result = this.#order.then(action);
    this.#order = result.catch(() => undefined);
    return result;
  }
}
