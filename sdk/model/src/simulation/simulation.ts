import {
  combineDigests,
  DiscoError,
  InvalidInputError,
  KernelGroup,
  Line,
  MOST_WORKERS,
  RandomStreams,
  Run,
  Transport,
  type ActivationRecord,
  type ExchangeReport,
  type Steppable,
  type Stepping,
  type Progress,
  type PromiseRecord,
  type RunOptions,
  type RunReport,
  type RunState,
  type RunStateRecord,
  type SendRecord,
  type TimerRecord,
  type WakeupRecord,
  shownValue,
  entryAt,
} from '@disco-engine/kernel';
import type { Observable } from 'rxjs';
import type { ChannelSummary } from '../logging/channel-summary.js';
import type { LogChannel } from '../logging/log-channel.js';
import { RunLog } from '../logging/run-log.js';
import { explore } from '../model/explore.js';
import type { ModelClass } from '../model/model-options.js';
import type { ModelSpecification } from '../model/model-specification.js';
import type { NodeClass } from '../model/node-class.js';
import { HostedData } from '../node/hosted-data.js';
import { platformHost } from '../platform/host.js';
import { checkSettings } from './check-settings.js';
import { HostedPartition } from './hosted-partition.js';
import { placeNodes, type Placement } from './placement.js';
import { RunEnd } from './run-end.js';
import type { NodeObservables, Observables } from './observables.js';
import { parameterValues } from './parameters.js';
import type { PartitionOptions, SimulationOptions } from './simulation-options.js';
import { topologyOf } from './topology-of.js';

/**
 * A model on a scenario, ready to run in this process; or one partition of it.
 *
 * @example
 * const simulation = await Simulation.create(SupplyChain, { scenario, seed: 7 });
 * simulation.observe('stage/Part_0002').activations.subscribe(log);
 * await simulation.run({ until: 365, signal, onProgress });
 * console.log(simulation.digest);
 */
export class Simulation {
  /**
   * Every activation, after its handler has returned. Observables cost nothing without subscribers. A subscriber that throws is
   * dropped, its error is reported as unhandled, and the run goes on.
   */
  readonly activations: Observable<ActivationRecord>;
  /** Every event that is sent. */
  readonly sends: Observable<SendRecord>;
  /** Every wakeup that is requested or canceled. */
  readonly wakeups: Observable<WakeupRecord>;
  /** Every timer that is set or canceled. */
  readonly timers: Observable<TimerRecord>;
  /** Every advance promise. */
  readonly promises: Observable<PromiseRecord>;
  /** Every change of the run's state. */
  readonly states: Observable<RunStateRecord>;
  readonly #observables: Observables;
  readonly #run: Run;
  readonly #parts: readonly HostedPartition[];
  readonly #line: Line | undefined;
  readonly #nodes: ReadonlyMap<string, object>;
  readonly #log: RunLog;
  readonly #end = new RunEnd();

  private constructor(
    readonly model: ModelSpecification,
    steppable: Steppable,
    parts: readonly HostedPartition[],
    line: Line | undefined,
    log: RunLog,
    observables: Observables,
  ) {
    this.#observables = observables;
    this.activations = observables.activations;
    this.sends = observables.sends;
    this.wakeups = observables.wakeups;
    this.timers = observables.timers;
    this.promises = observables.promises;
    this.states = observables.states;
    // A single worker waits for nobody, whatever transport it has joined.
    this.#run = new Run(steppable, platformHost, entryAt(parts, 0).kernel.isAlone ? undefined : line);
    this.#parts = parts;
    this.#line = line;
    this.#log = log;
    this.#nodes = new Map(parts.flatMap(({ nodes }) => [...nodes]));
  }

  /**
   * Checks everything, makes all nodes, or those of one partition, and joins the transport if one is provided. With a
   * partition, it resolves when all workers have joined.
   *
   * @throws InvalidInputError `MODEL_INVALID`, `SCENARIO_INVALID`, `TOPOLOGY_INVALID`, `PARAMETERS_INVALID`,
   * `PLACEMENT_INVALID`, `PARTITION_INVALID`, `OPTIONS_INVALID`, each with all problems; DiscoError `NODE_FAILED` if a constructor or `@OnInit`
   * throws, `SEED_INVALID`, `LOG_FAILED`, `LOG_IN_USE`; whatever `Transport.open` throws
   */
  static async create(model: ModelClass, options: SimulationOptions): Promise<Simulation> {
    checkSettings(options);
    const specification = explore(model);
    const { scenario, seed = 0, replication = 0, antithetic = false, parameters = {} } = options;
    const { partition, placement = ROUND_ROBIN, portableMath = false } = options;
    const values = parameterValues(specification, parameters);
    const streams = new RandomStreams({ masterSeed: seed, replication, antithetic });
    const topology = topologyOf(specification, scenario, options.tieOrder);
    const workers = workerCount(options);
    const hosts = placeNodes(topology, scenario, workers, placement);
    const { observablesOf } = await import('./observables.js');
    const log = await RunLog.open(options.log, workers > 1 && partition !== undefined);
    const parts: HostedPartition[] = [];
    try {
      const hosting = { ...options, providers: [...(options.providers ?? []), { token: RunLog, useValue: log }] };
      const own = partition === undefined ? Array.from({ length: workers }, (_, worker) => worker) : [partition.worker];
      for (const worker of own) {
        const data = await HostedData.read(specification, scenario, topology, (node) => hosts[node] === worker);
        parts.push(new HostedPartition(specification, data, streams, values, { worker, workers, hosts }, hosting));
      }
      log.begin();
      const first = entryAt(parts, 0);
      const transport = partition === undefined && workers > 1 ? undefined : first.container.find(Transport);
      if (partition !== undefined && workers > 1 && transport === undefined) throw transportMissing(partition);
      // Only a worker that meets others needs an identity; a page with one worker need not load the code for it.
      const identity = async (): Promise<ReturnType<RunIdentity>> => {
        const { runIdentity } = await import('./run-identity.js');
        return runIdentity({
          model: specification,
          scenario,
          topology,
          parameters: values,
          seed,
          replication,
          antithetic,
          workers,
          hosts,
          portableMath,
          code: partition?.code ?? {},
          digest: options.digest ?? 'full',
        });
      };
      const seat = { worker: partition?.worker ?? 0, workers, addresses: partition?.addresses };
      const line = transport && (await Line.open(first.kernel, transport, { ...seat, identity: await identity() }));
      const steppable = parts.length === 1 ? first.kernel : new KernelGroup(parts.map(({ kernel }) => kernel));
      const observables = observablesOf(
        parts.map(({ kernel }) => kernel),
        steppable,
      );
      return new Simulation(specification, steppable, parts, line, log, observables);
    } catch (error) {
      log.abandon();
      return abandon(parts, error);
    }
  }

  get state(): RunState {
    return this.#run.state;
  }

  /** The epoch that the run has reached. */
  get epoch(): number {
    return this.#run.kernel.epoch;
  }

  /** Handler calls so far. */
  get activationCount(): number {
    return this.#run.kernel.activations;
  }

  /** Events received so far. */
  get eventCount(): number {
    return this.#run.kernel.eventsDelivered;
  }

  /** Events sent and not received yet. */
  get pendingEventCount(): number {
    return this.#parts.reduce((sum, { kernel }) => sum + kernel.eventsSent - kernel.eventsDelivered, 0);
  }

  /** The digest up to now: 16 hexadecimal digits, or `off`; of a partition its share, to pass to `combineDigests`. */
  get digest(): string {
    return combineDigests(this.#parts.map(({ kernel }) => kernel.digest));
  }

  /** The names of all nodes hosted here, ascending. */
  get nodeNames(): readonly string[] {
    return [...this.#nodes.keys()].sort();
  }

  /**
   * How each worker hosted here performs activations of nodes that cannot influence each other at present: in `order` of their
   * epochs, or by `windows` of a lookahead, group by group, which it chooses where many activations happen within the lookahead
   * and nobody observes their order. No result depends on it.
   */
  get stepping(): readonly Stepping[] {
    return this.#parts.map(({ kernel }) => kernel.stepping);
  }

  /** What blocks this partition, in words; undefined if nothing does. */
  get waitsFor(): string | undefined {
    return this.#parts.map(({ kernel }) => kernel.waitsFor()).find((reason) => reason !== undefined);
  }

  /** Per worker hosted here, its exchange with the others; empty if there are no others. */
  get exchangeReports(): readonly ExchangeReport[] {
    return this.#parts.flatMap(({ kernel }) => kernel.exchangeReport ?? []);
  }

  /** Performs one activation, if any is left, and returns whether there was one. */
  step(): boolean {
    this.#end.refuse('step');
    try {
      const stepped = this.#run.step();
      this.#log.settle(this.epoch, stepped ? this.#left : Infinity);
      return stepped;
    } catch (error) {
      throw this.#log.failure ?? error;
    }
  }

  /**
   * Performs every activation before the horizon, in one go, on the calling thread. A horizon that is not beyond the previous
   * one does nothing.
   *
   * @throws DiscoError `HANDLER_FAILED`, `LOG_FAILED`, `VALUE_NOT_FINITE`, `RUN_ACTIVE`, `RUN_DISPOSED`, `EPOCH_INVALID`
   */
  until(horizon: number): RunReport {
    this.#end.refuse('until');
    try {
      return this.#logged(this.#run.until(horizon));
    } catch (error) {
      throw this.#log.failure ?? error;
    }
  }

  /**
   * Like `until`, without starving the event loop, and with progress reports, pause and abort.
   *
   * @throws DiscoError `RUN_ABORTED` (its `name` is `AbortError`) if the signal aborts, after which the run can continue, or if
   * the simulation is disposed of meanwhile; `ARGUMENT_INVALID` without options; otherwise as `until`
   */
  async run(options: RunOptions): Promise<RunReport> {
    this.#end.refuse('run');
    checkOptions(options);
    const { onProgress, signal: given } = options;
    const progress = (report: Progress): void => {
      this.#log.settle(0, this.#left);
      onProgress?.(report);
    };
    try {
      const watched = this.#log.isWatched ? { ...options, onProgress: progress } : options;
      return this.#logged(await this.#end.during(given, (signal) => this.#run.cooperate({ ...watched, signal })));
    } catch (error) {
      throw this.#log.failure ?? error;
    }
  }

  /**
   * What the nodes hosted here have logged, channel by channel, after the warm-up.
   *
   * @param end until when the last recorded levels hold: by default the greatest horizon so far, or the epoch reached if that is
   * Infinity. For one partition of such a run, pass the epoch that the whole run has reached.
   * @param channel only the channels of this name; by default all
   */
  summaries(end?: number, channel?: string): ChannelSummary[] {
    return this.#log.summaries(end, channel);
  }

  /** The channels of the nodes hosted here, in the order of `summaries`; empty without a log. */
  get channels(): readonly LogChannel[] {
    return this.#log.channels;
  }

  /** Why the run continues without some of its log sinks, if `LogOptions.onFailure` is `summary`; `dispose` may add to it. */
  get logFailures(): readonly DiscoError[] {
    return this.#log.dropped;
  }

  /** Pauses `run` before its next slice of work; while paused, it uses no CPU. */
  pause(): void {
    this.#run.pause();
  }

  resume(): void {
    this.#run.resume();
  }

  /**
   * What happens at some nodes. Unlike a filter behind `activations` and the others, this costs little: no records are created
   * of other nodes. Of one node, they come in its order; of several, in the order of activation.
   *
   * @param patterns names of nodes, in which `*` stands for any text
   * @throws DiscoError `NODE_UNKNOWN` if a pattern fits no node
   *
   * @example
   * simulation.observe('plant/Ulm', 'shop/*').sends.subscribe(toLog(console));
   */
  observe(...patterns: readonly string[]): NodeObservables {
    return this.#observables.of(patterns);
  }

  /**
   * The instance of a node.
   *
   * @throws DiscoError `NODE_UNKNOWN`; `NODE_CLASS_WRONG` if it is of another class
   *
   * @example
   * simulation.node('stage/Retail_0001', Stage).fillRate
   */
  node<T extends object>(name: string, nodeClass: NodeClass<T>): T {
    const node = this.#nodes.get(name);
    if (node === undefined) {
      throw new DiscoError(
        'NODE_UNKNOWN',
        `there is no node '${name}'; names have the form type/key, as in '${this.nodeNames[0] ?? ''}'`,
        { node: name },
      );
    }
    if (node instanceof nodeClass) return node;
    throw new DiscoError(
      'NODE_CLASS_WRONG',
      `node '${name}' is of class ${node.constructor.name}, not ${nodeClass.name}`,
      {
        node: name,
      },
    );
  }

  /** The instances of all nodes of a class, by node name. */
  nodes<T extends object>(nodeClass: NodeClass<T>): Map<string, T> {
    const found = new Map<string, T>();
    for (const name of this.nodeNames) {
      const node = this.#nodes.get(name);
      if (node instanceof nodeClass) found.set(name, node);
    }
    return found;
  }

  /**
   * Ends the run for good: a `run` in progress ends with `RUN_ABORTED`, observables complete, the transport is closed, and
   * everything that was made is disposed of, last in, first out. Afterwards `step`, `until` and `run` are refused; results can
   * still be read. Logs are flushed; if one has failed, this throws its error in the end. Further calls have no effect.
   *
   * @throws AggregateError with everything that the disposed objects threw; DiscoError `LOG_FAILED`
   */
  dispose(): Promise<void> {
    return this.#end.dispose(() => this.#dispose());
  }

  /** No activation before this epoch is still to come on any worker of this process. */
  get #left(): number {
    return Math.min(...this.#parts.map(({ kernel }) => kernel.passed));
  }

  async #dispose(): Promise<void> {
    this.#run.kernel.observe.complete();
    for (const { kernel } of this.#parts) kernel.observe.complete();
    try {
      await this.#line?.close();
    } finally {
      try {
        disposeAll(this.#parts);
      } finally {
        await this.#log.close();
      }
    }
  }

  #logged(report: RunReport): RunReport {
    this.#log.settle(report.until < Infinity ? report.until : report.epoch, Infinity);
    return report;
  }
}

/** An untyped caller may have omitted them, or passed the horizon alone. */
function checkOptions(options: RunOptions): void {
  if (typeof options === 'object' && options !== null) return;
  const message = `run was called with ${shownValue(options)}; give options with a horizon, as in run({ until: 365 })`;
  throw new DiscoError('ARGUMENT_INVALID', message);
}

type RunIdentity = (typeof import('./run-identity.js'))['runIdentity'];

const ROUND_ROBIN: Placement = { kind: 'round-robin' };

function workerCount({ workers = 1, partition }: SimulationOptions): number {
  const count = partition?.workers ?? workers;
  if (Number.isInteger(count) && count >= 1 && count <= MOST_WORKERS) return count;
  const message = `there are ${shownValue(count)} workers; give a whole number from 1 to ${MOST_WORKERS}`;
  throw new InvalidInputError('PARTITION_INVALID', 'the run', [{ code: 'ARGUMENT_INVALID', message }]);
}

function transportMissing({ worker, workers }: PartitionOptions): DiscoError {
  return new DiscoError(
    'TRANSPORT_MISSING',
    `worker ${worker} of ${workers} has no transport to the others; provide one with { token: Transport, useValue: … }`,
  );
}

/** Disposes of all partitions, the last made first, even if one throws. */
function disposeAll(parts: readonly HostedPartition[]): void {
  const errors: unknown[] = [];
  for (const { container } of [...parts].reverse()) {
    try {
      container.dispose();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new AggregateError(errors, 'disposing of the objects of a run failed');
}

/** Disposes of a run that could not be created, and rethrows the reason, which an error of the disposal does not hide. */
function abandon(parts: readonly HostedPartition[], reason: unknown): never {
  try {
    disposeAll(parts);
  } catch (error) {
    throw new AggregateError([reason, error], 'a run could not be created, and disposing of its objects failed', {
      cause: error,
    });
  }
  throw reason;
}
