import {
  Simulation,
  type ActivationRecord,
  type ModelClass,
  type NodeClass,
  type RunReport,
  type SimulationOptions,
} from '@disco-engine/sdk';
import { Guard } from './guard/guard.js';

/**
 * The options of `Simulation`, except for those that `TestRun` sets itself. Here `payloads` is `strict` by default.
 * With `workers`, the nodes are distributed over that many workers on this thread, by `placement`, none more than
 * `window` events ahead; the result is the same.
 */
export interface TestRunOptions extends Omit<SimulationOptions, 'digest' | 'around' | 'partition'> {
  /**
   * Whether model code throws when it uses the machine's clocks, timers or random numbers, or functions of `Math` whose
   * last bit differs between machines. Default true. See `Guard`.
   */
  readonly guard?: boolean | undefined;
}

/**
 * A model under test: one process, one thread, no timers, one or more workers. Payloads are checked and frozen when
 * they are sent, so a model that passes here also runs on many workers. An error thrown by a handler comes out of the
 * call that ran it, as `HANDLER_FAILED` with the original error as its `cause`.
 *
 * @example
 * const run = await TestRun.create(SupplyChain, { scenario, parameters: { leadTime: 2 }, seed: 7 });
 * run.until(365);
 * expect(run.node('stage/Retail_0001', Stage).fillRate).toBeGreaterThan(0.9);
 *
 * @example
 * const spread = await TestRun.create(SupplyChain, { scenario, seed: 7, workers: 3 });
 * spread.until(365);
 * expect(spread).toHaveDigest(run.digest);
 */
export class TestRun {
  readonly #guard: Guard | undefined;
  readonly #trace: ActivationRecord[] = [];

  private constructor(
    /** The run itself; subscribe here to its sends, wakeups, promises and states. */
    readonly simulation: Simulation,
    guard: Guard | undefined,
  ) {
    this.#guard = guard;
    simulation.activations.subscribe((activation) => this.#trace.push(activation));
  }

  /**
   * Checks everything and creates all nodes.
   *
   * @throws errors of `Simulation.create`; `NODE_FAILED` with a cause `GLOBAL_FORBIDDEN` if a constructor or `@OnInit`
   * uses a global that differs from run to run, or a function of `Math` that differs from machine to machine
   */
  static async create(model: ModelClass, { guard = true, ...options }: TestRunOptions): Promise<TestRun> {
    const watch = guard ? new Guard() : undefined;
    const simulation = await Simulation.create(model, {
      payloads: 'strict',
      ...options,
      digest: 'full',
      around: watch?.around,
    });
    return new TestRun(simulation, watch);
  }

  /**
   * Every activation so far, in order. With several workers, the activations of each worker are in order of simulated
   * time, but one worker may be ahead of another.
   */
  get trace(): readonly ActivationRecord[] {
    return this.#trace;
  }

  /** The digest of everything so far: 16 hexadecimal digits. */
  get digest(): string {
    return this.simulation.digest;
  }

  /** The epoch that the run has reached. */
  get epoch(): number {
    return this.simulation.epoch;
  }

  /** Handler calls so far. */
  get activationCount(): number {
    return this.simulation.activationCount;
  }

  /** Events received so far. */
  get eventCount(): number {
    return this.simulation.eventCount;
  }

  /**
   * Performs every activation before the horizon. Can be called again with a later horizon.
   *
   * @throws DiscoError `HANDLER_FAILED`, `EPOCH_INVALID`
   */
  until(horizon: number): RunReport {
    return this.#control(() => this.simulation.until(horizon));
  }

  /**
   * Performs one activation, if any is left. Returns whether there was one. With several workers it is one of the first
   * that can run, possibly beyond the epochs that others have reached.
   *
   * @throws DiscoError `HANDLER_FAILED`
   */
  step(): boolean {
    return this.#control(() => this.simulation.step());
  }

  /** The instance of a node. @throws DiscoError `NODE_UNKNOWN`; `NODE_CLASS_WRONG` if it is of another class */
  node<T extends object>(name: string, nodeClass: NodeClass<T>): T {
    return this.simulation.node(name, nodeClass);
  }

  /** The instances of all nodes of a class, by node name. */
  nodes<T extends object>(nodeClass: NodeClass<T>): Map<string, T> {
    return this.simulation.nodes(nodeClass);
  }

  /**
   * Ends the run for good: observables complete, and resources are disposed of. A test that needs neither may omit it.
   */
  async dispose(): Promise<void> {
    await this.simulation.dispose();
  }

  #control<Result>(call: () => Result): Result {
    return this.#guard === undefined ? call() : this.#guard.control(call);
  }
}
