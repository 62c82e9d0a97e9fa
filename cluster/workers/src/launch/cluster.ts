import { DiscoError, entryAt, isDiscoError, ObservationPoint, type Subscription } from '@disco-engine/kernel';
import type { RunOutcome } from '../worker/commands.js';
import type { Transition } from '../worker/worker-state.js';
import type { PrintedLine } from '../hosts/printed-lines.js';
import type { WorkerHandle } from '../hosts/worker-handle.js';
import type { ModelRef } from '../worker/run-spec.js';
import { ClusterRun } from './cluster-run.js';
import type { Crew } from './crew.js';
import { endRun } from './end-run.js';
import { firstReason } from './first-reason.js';
import { planLaunch, type LaunchOptions, type Patience } from './launch-options.js';
import { LocalCrew } from './local-crew.js';
import { recovering, type RecoveredResult, type Recovery } from './recovery.js';
import { RemoteCrew, type JoinOptions } from './remote-crew.js';
import { claimLog, logSpec } from './run-log.js';
import { sendToAll } from './send-to-all.js';
import type { StartOptions } from './start-options.js';

/** A transition of one of the workers. */
export interface WorkerTransition extends Transition {
  readonly worker: number;
}

/** A line that one of the workers has printed. */
export interface WorkerOutput extends PrintedLine {
  readonly worker: number;
}

/**
 * Workers that are ready to run one model, one run at a time.
 *
 * @example
 * const cluster = await Cluster.launch({ workers: 3, model: { module: new URL('./model.js', import.meta.url), export: 'SupplyChain' } });
 * try {
 *   const run = await cluster.start({ scenario, seed: 7, until: 365 });
 *   console.log((await run.finished).digest);
 * } finally {
 *   await cluster.close();
 * }
 */
export class Cluster {
  /** Emits every transition of every worker after it has happened. */
  readonly transitions = new ObservationPoint<WorkerTransition>(() => {});
  /** Emits each line that a worker on a thread of this process prints. The others print elsewhere, and their lines are not emitted. */
  readonly output = new ObservationPoint<WorkerOutput>(() => this.#hear());
  readonly #heard = new Map<WorkerHandle, Subscription | undefined>();
  #run: ClusterRun | undefined;
  #runs = 0;
  #starting = false;
  #replacing: Promise<void> = Promise.resolve();
  #closed: Promise<void> | undefined;

  /** @internal Takes over a crew whose workers exist. */
  constructor(
    private readonly crew: Crew,
    private readonly model: ModelRef,
    private readonly patience: Patience,
  ) {
    this.#observe(crew.handles);
  }

  /**
   * Starts workers on this machine, and resolves when all are available.
   *
   * @throws InvalidInputError `LAUNCH_INVALID`; DiscoError `WORKER_LOST` if a worker cannot be started;
   * `TRANSPORT_FAILED`, `TRANSPORT_UNKNOWN`, `TRANSPORT_INVALID` for the module of a transport
   */
  static async launch(options: LaunchOptions): Promise<Cluster> {
    const plan = await planLaunch(options);
    return Cluster.over(await LocalCrew.launch(plan), plan.model, plan.patience);
  }

  /**
   * Uses workers that were started elsewhere with `disco worker`. They stay when the cluster is closed.
   *
   * @throws InvalidInputError `LAUNCH_INVALID`; DiscoError `WORKER_UNREACHABLE`, `TOKEN_REFUSED`, `WORKER_TAKEN`,
   * `WORKER_DRAINING`
   *
   * @example
   * const cluster = await Cluster.join({
   *   peers: ['grpc://host1:7001', 'grpc://host2:7001'],
   *   model: { module: 'model.js', export: 'SupplyChain' },
   *   tls: { cert, key, ca },
   * });
   */
  static async join(options: JoinOptions): Promise<Cluster> {
    const { crew, model, patience } = await RemoteCrew.join(options);
    return Cluster.over(crew, model, patience);
  }

  /** @internal Waits until the workers of a crew are available; closes the crew if that fails. */
  static async over(crew: Crew, model: ModelRef, patience: Patience): Promise<Cluster> {
    const cluster = new Cluster(crew, model, patience);
    try {
      await sendToAll(crew.handles, () => ({ command: 'state' }));
      return cluster;
    } catch (error) {
      await cluster.close();
      throw error;
    }
  }

  /** Number of workers. */
  get workers(): number {
    return this.crew.handles.length;
  }

  /** Whether a worker is lost or cannot continue, so that no further run can start. */
  get isBroken(): boolean {
    return this.#loss !== undefined;
  }

  /** Where the workers live, by worker: `thread 3`, `process 1234`, an address. */
  get hosts(): readonly string[] {
    return this.crew.handles.map(({ hostName }) => hostName);
  }

  /**
   * Sets up a run on all workers, and starts it when all are ready. The previous run must be over; its resources are
   * released.
   *
   * @throws DiscoError `RUN_ACTIVE`; `CLUSTER_BROKEN` after a worker was lost; `CLUSTER_CLOSED`; errors of
   * `Simulation`, such as `NODE_FAILED`, and InvalidInputError `SCENARIO_INVALID`; `LOG_IN_USE` if another run is
   * writing the same file
   */
  async start(options: StartOptions): Promise<ClusterRun> {
    this.#refuseStart();
    this.#starting = true;
    try {
      if (this.#run !== undefined) await endRun(this.patience.clock, this.crew.handles, this.patience.lostAfter);
      this.#run = undefined;
      this.#refuseBroken();
      const run = ++this.#runs;
      const claim = this.crew.isLocal ? await claimLog(options.log?.file) : undefined;
      try {
        await this.#initialize(run, options);
      } catch (error) {
        claim?.release();
        throw error;
      } finally {
        await this.crew.release(run);
      }
      this.#run = new ClusterRun(this.crew, options, this.patience, claim);
      return this.#run;
    } finally {
      this.#starting = false;
    }
  }

  /**
   * Runs to the horizon, from the beginning again whenever a worker is lost. A worker of this machine is started again;
   * one that was started elsewhere is dialled again, and left out if it does not answer. As the result does not depend
   * on the workers, it is that of a run without losses. A placement that names more workers than are left ends it.
   *
   * @throws DiscoError as `start` and `ClusterRun.finished` do, with the `WORKER_LOST` of the last attempt;
   * `ARGUMENT_INVALID`
   *
   * @example
   * const { digest } = await cluster.runRecovering({ scenario, until: 365 }, { onLoss: ({ loss }) => console.warn(loss.message) });
   */
  async runRecovering(options: StartOptions, recovery: Recovery = {}): Promise<RecoveredResult> {
    return recovering(
      async () => this.start(options),
      async () => {
        this.#replacing = this.#replaceLost();
        await this.#replacing;
        return this.workers;
      },
      recovery,
      options.signal,
    );
  }

  /**
   * Cancels a running run, and ends the workers. They are gone when it resolves; workers started elsewhere stay, and are
   * free.
   *
   * @param outcome told to workers started elsewhere, which may end with the run
   */
  close(outcome?: RunOutcome): Promise<void> {
    this.#closed ??= this.#close(outcome);
    return this.#closed;
  }

  async #initialize(run: number, options: StartOptions): Promise<void> {
    const { handles } = this.crew;
    const { scenario, log: logOptions, until: _until, signal: _signal, onProgress: _onProgress, ...settings } = options;
    const reasons: Error[] = [];
    // Collect every failure: the first to arrive may only be a consequence of another.
    const noted = <T>(step: Promise<T>): Promise<T> => {
      step.catch((error: unknown) => reasons.push(error as Error));
      return step;
    };
    try {
      const transports = await this.crew.transports(run);
      const told = await Promise.all(
        handles.map((handle) =>
          noted(
            handle
              .send({ command: 'reserve', transport: entryAt(transports, handle.worker) })
              .catch((error: unknown) => Promise.reject(listenedBy(handle, error))),
          ),
        ),
      );
      const addresses = this.crew.reachable(told.map(({ address }) => address));
      const spec = await this.crew.scenarioFor(scenario);
      const common = { ...settings, model: this.model, scenario: spec, code: this.crew.code };
      await Promise.all(
        handles.map((handle) => {
          const { worker } = handle;
          const log = logOptions && logSpec(logOptions, worker, handles.length);
          const part = { ...common, log, worker, workers: handles.length, addresses };
          return noted(handle.send({ command: 'initialize', spec: part }));
        }),
      );
    } catch (error) {
      await endRun(this.patience.clock, handles, this.patience.lostAfter);
      throw firstReason([...handles.flatMap(({ loss }) => loss ?? []), ...reasons, error as Error]);
    }
  }

  async #replaceLost(): Promise<void> {
    // A worker that was started now would outlive the cluster.
    this.#refuseClosed();
    if (this.#run !== undefined) await endRun(this.patience.clock, this.crew.handles, this.patience.lostAfter);
    this.#run = undefined;
    this.#observe(await this.crew.replace());
    await sendToAll(this.crew.handles, () => ({ command: 'state' }));
  }

  #observe(handles: readonly WorkerHandle[]): void {
    for (const handle of handles) {
      handle.transitions.subscribe((transition) => this.transitions.emit({ worker: handle.worker, ...transition }));
    }
    this.#hear();
  }

  /** Listens to what workers print, if anybody wants to know. */
  #hear(): void {
    const { observed } = this.output;
    for (const handle of observed ? this.crew.handles : []) {
      const tell = (line: PrintedLine): void => this.output.emit({ worker: handle.worker, ...line });
      if (!this.#heard.has(handle)) this.#heard.set(handle, handle.output?.subscribe(tell));
    }
    if (observed) return;
    for (const subscription of this.#heard.values()) subscription?.unsubscribe();
    this.#heard.clear();
  }

  async #close(outcome: RunOutcome | undefined): Promise<void> {
    // What is being started must be there before it can be ended.
    await this.#replacing.catch(() => undefined);
    await this.#run?.cancel();
    await Promise.all(this.crew.handles.map((handle) => handle.close(ORDERLY_END, outcome)));
    await this.crew.close();
    this.transitions.complete();
    this.output.complete();
  }

  #refuseClosed(): void {
    if (this.#closed !== undefined) throw new DiscoError('CLUSTER_CLOSED', 'the cluster was closed; launch a new one');
  }

  #refuseStart(): void {
    this.#refuseClosed();
    if (this.#starting || this.#run?.isOver === false)
      throw new DiscoError('RUN_ACTIVE', 'a run of this cluster is in progress; await its end, or cancel it, first');
  }

  get #loss(): Error | undefined {
    return this.crew.handles.map(({ failure }) => failure).find((error) => error !== undefined);
  }

  #refuseBroken(): void {
    const loss = this.#loss;
    if (loss !== undefined)
      throw new DiscoError(
        'CLUSTER_BROKEN',
        `a worker is missing; close this cluster and launch a new one: ${loss.message}`,
        {},
        { cause: loss },
      );
  }
}

/** Says which worker cannot listen: its launcher may be on another machine. */
function listenedBy({ name }: WorkerHandle, error: unknown): unknown {
  if (!isDiscoError(error, 'LISTEN_FAILED')) return error;
  return new DiscoError('LISTEN_FAILED', `${name}: ${error.message}`, {}, { cause: error });
}

/** Milliseconds that a worker has for an orderly end. */
const ORDERLY_END = 5_000;
