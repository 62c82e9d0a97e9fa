import {
  DiscoError,
  Kernel,
  RandomStreams,
  Run,
  Transport,
  type ActivationRecord,
  type DigestLevel,
  type NodeRuntime,
  type PromiseRecord,
  type RunOptions,
  type RunReport,
  type RunState,
  type RunStateRecord,
  type SendRecord,
  type TransportEndpoint,
  type WakeupRecord,
} from '@disco-engine/kernel';
import { from, type Observable } from 'rxjs';
import { explore } from '../model/explore.js';
import type { ModelClass } from '../model/model-options.js';
import type { ModelSpecification } from '../model/model-specification.js';
import type { NodeClass } from '../model/node-class.js';
import { Reaches } from '../node/reaches.js';
import type { Scenario } from '../scenario/scenario.js';
import { nodeHost } from './host.js';
import { makeNodes, type Around } from './node-runtimes.js';
import { parameterValues } from './parameters.js';
import type { RunProvider } from '../model/run-provider.js';
import { RunContainer } from './run-container.js';
import { topologyOf } from './topology-of.js';

export interface SimulationOptions {
  readonly scenario: Scenario;
  /** Values for fields of the model's parameter class; the others keep their defaults. */
  readonly parameters?: object | undefined;
  /** Master seed of all random streams: an integer from 0 to 2^53 - 1; 0 by default. */
  readonly seed?: number | undefined;
  /** Number of the replication, which selects other random streams: an integer from 0; 0 by default. */
  readonly replication?: number | undefined;
  /** `full` by default; what each level takes in is told at `DigestLevel`. */
  readonly digest?: DigestLevel | undefined;
  /** `strict` checks and seals every payload at send; `trusted`, the default, hands it over as it is. */
  readonly payloads?: 'strict' | 'trusted' | undefined;
  /** Providers of this run, beside or in place of those of the model. */
  readonly providers?: readonly RunProvider[] | undefined;
  /** See `TopologyOptions.tieOrder`; nodes are made in this order too. */
  readonly tieOrder?: ((nodeCount: number) => Int32Array) | undefined;
  /** Makes all calls of the model's code, for tools that watch over it. Without one, the kernel calls the methods itself. */
  readonly around?: Around | undefined;
}

/**
 * A model on a scenario, ready to run, in this process.
 *
 * @example
 * const simulation = await Simulation.create(SupplyChain, { scenario, seed: 7 });
 * simulation.activations.pipe(filter((a) => a.node === 'stage/Part_0002')).subscribe(log);
 * await simulation.run({ until: 365, signal, onProgress });
 * console.log(simulation.digest);
 */
export class Simulation {
  /** Every activation, when its handler has returned. Costs nothing while nobody subscribes; so with the next four. */
  readonly activations: Observable<ActivationRecord>;
  readonly sends: Observable<SendRecord>;
  readonly wakeups: Observable<WakeupRecord>;
  readonly promises: Observable<PromiseRecord>;
  readonly states: Observable<RunStateRecord>;
  readonly #run: Run;
  readonly #container: RunContainer;
  readonly #nodes: ReadonlyMap<string, object>;
  readonly #endpoint: TransportEndpoint | undefined;

  private constructor(
    readonly model: ModelSpecification,
    run: Run,
    container: RunContainer,
    nodes: ReadonlyMap<string, object>,
    endpoint: TransportEndpoint | undefined,
  ) {
    const { observe } = run.kernel;
    this.activations = from(observe.activations);
    this.sends = from(observe.sends);
    this.wakeups = from(observe.wakeups);
    this.promises = from(observe.promises);
    this.states = from(observe.states);
    this.#run = run;
    this.#container = container;
    this.#nodes = nodes;
    this.#endpoint = endpoint;
  }

  /**
   * Checks everything, makes all nodes, and joins the transport, if one is provided, as its only worker.
   *
   * @throws InvalidInputError `MODEL_INVALID`, `SCENARIO_INVALID`, `TOPOLOGY_INVALID`, `PARAMETERS_INVALID`, each with all
   * problems; DiscoError `NODE_FAILED` where a constructor or `@OnInit` throws, `INVALID_SEED`
   */
  static async create(model: ModelClass, options: SimulationOptions): Promise<Simulation> {
    const specification = explore(model);
    const { scenario, seed = 0, replication = 0, parameters = {}, providers = [], around } = options;
    const values = parameterValues(specification, parameters);
    const streams = new RandomStreams({ masterSeed: seed, replication });
    const tieOrder = options.tieOrder?.(scenario.graph.keys.length);
    const topology = topologyOf(specification, scenario, { tieOrder });
    const container = new RunContainer(specification, values, providers);
    try {
      let runtimes: readonly NodeRuntime[] = [];
      // Nodes are given a context that needs the kernel, and the kernel needs the nodes: it asks for them as it is made.
      const nodesFor = (kernel: Kernel): readonly NodeRuntime[] => {
        const services = { kernel, reaches: new Reaches(topology), streams };
        runtimes = makeNodes(specification, scenario, services, container, { order: tieOrder, around });
        return runtimes;
      };
      const kernel = new Kernel(topology, nodesFor, { digest: options.digest, payloads: options.payloads });
      const endpoint = await container.find(Transport)?.open(0, refuseFrame);
      const nodes = new Map(runtimes.map(({ node, state }) => [node, state]));
      return new Simulation(specification, new Run(kernel, nodeHost), container, nodes, endpoint);
    } catch (error) {
      return container.abandon(error);
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

  /** Events that were sent and not received yet. */
  get pendingEventCount(): number {
    return this.#run.kernel.eventsSent - this.#run.kernel.eventsDelivered;
  }

  /** The digest of everything up to here: 16 hexadecimal digits, or `off`. */
  get digest(): string {
    return this.#run.kernel.digest;
  }

  /** The names of all nodes, ascending. */
  get nodeNames(): readonly string[] {
    return this.#run.kernel.topology.tables.nodes;
  }

  /** Makes one activation, if any is left, and tells whether there was one. */
  step(): boolean {
    return this.#run.step();
  }

  /**
   * Makes every activation before the horizon, in one go, on the calling thread. A horizon that is not beyond the last one
   * does nothing.
   *
   * @throws DiscoError `HANDLER_FAILED`, `RUN_ACTIVE`, `INVALID_EPOCH`
   */
  until(horizon: number): RunReport {
    return this.#run.until(horizon);
  }

  /**
   * The same, without starving the host's event loop, with progress, pause and abortion.
   *
   * @throws DiscoError `RUN_ABORTED` (its `name` is `AbortError`) after the signal; the run is whole and can go on
   */
  async run(options: RunOptions): Promise<RunReport> {
    return this.#run.cooperate(options);
  }

  /** Holds `run` before its next slice of work; while it is held it uses no CPU. */
  pause(): void {
    this.#run.pause();
  }

  resume(): void {
    this.#run.resume();
  }

  /**
   * The instance of a node.
   *
   * @throws DiscoError `UNKNOWN_NODE`; `NODE_CLASS` where it is of another class
   *
   * @example
   * simulation.node('stage/Retail_0001', Stage).fillRate
   */
  node<T extends object>(name: string, nodeClass: NodeClass<T>): T {
    const node = this.#nodes.get(name);
    if (node === undefined) {
      throw new DiscoError(
        'UNKNOWN_NODE',
        `there is no node '${name}'; names are written type/key, as in '${this.nodeNames[0] ?? ''}'`,
        { node: name },
      );
    }
    if (node instanceof nodeClass) return node;
    throw new DiscoError('NODE_CLASS', `node '${name}' is a ${node.constructor.name}, not a ${nodeClass.name}`, {
      node: name,
    });
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
   * Ends the run for good: observables complete, the transport is left, and what was made is disposed of, last in, first out.
   *
   * @throws AggregateError with all that was thrown by what is disposed of
   */
  async dispose(): Promise<void> {
    this.#run.kernel.observe.complete();
    try {
      await this.#endpoint?.close();
    } finally {
      this.#container.dispose();
    }
  }
}

/** The whole run is in this process: whoever sends it a frame belongs to another one. */
function refuseFrame(worker: number): void {
  throw new DiscoError('WORKER_UNKNOWN', `worker ${worker} sent a frame to a run that has one worker`);
}
