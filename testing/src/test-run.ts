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
 * What a `Simulation` takes, but for what `TestRun` decides itself. `payloads` is `strict` by default here. With `workers`, the nodes
 * are spread over so many workers on this thread, by `placement`, none more than `window` events ahead; the result is the same.
 */
export interface TestRunOptions extends Omit<SimulationOptions, 'digest' | 'around' | 'partition'> {
  /**
   * Whether clocks, timers and random numbers of the machine, and functions of `Math` whose last bit differs between machines, throw in
   * code of the model; true by default. See `Guard`.
   */
  readonly guard?: boolean | undefined;
}

/**
 * A model under test: one process, one thread, no timers, one worker or several. Payloads are checked and frozen as they are sent,
 * so a model that passes here also runs on many workers. What a handler throws comes out of the call that ran it, as `HANDLER_FAILED` with the
 * original error as its `cause`.
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
   * Checks everything and makes all nodes.
   *
   * @throws as `Simulation.create`; `NODE_FAILED` with a cause `GLOBAL_FORBIDDEN` where a constructor or `@OnInit` asks the
   * machine for what differs from run to run, or calls a function of `Math` that differs from machine to machine
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
   * Every activation so far, in the order in which they were made. Among several workers, those of each worker are in the order of
   * simulated time, but one worker may be ahead of another.
   */
  get trace(): readonly ActivationRecord[] {
    return this.#trace;
  }

  /** The digest of everything up to here: 16 hexadecimal digits. */
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
   * Makes every activation before the horizon. May be called again, with a horizon further on.
   *
   * @throws DiscoError `HANDLER_FAILED`, `EPOCH_INVALID`
   */
  until(horizon: number): RunReport {
    return this.#control(() => this.simulation.until(horizon));
  }

  /**
   * Makes one activation, if any is left, and tells whether there was one. Among several workers it is one of the first that can go
   * on, which may be beyond the epochs that others have reached.
   *
   * @throws DiscoError `HANDLER_FAILED`
   */
  step(): boolean {
    return this.#control(() => this.simulation.step());
  }

  /** The instance of a node. @throws DiscoError `NODE_UNKNOWN`; `NODE_CLASS_WRONG` where it is of another class */
  node<T extends object>(name: string, nodeClass: NodeClass<T>): T {
    return this.simulation.node(name, nodeClass);
  }

  /** The instances of all nodes of a class, by node name. */
  nodes<T extends object>(nodeClass: NodeClass<T>): Map<string, T> {
    return this.simulation.nodes(nodeClass);
  }

  /** Ends the run for good: observables complete, and what was made is disposed of. A test that needs neither may leave it out. */
  async dispose(): Promise<void> {
    await this.simulation.dispose();
  }

  #control<Result>(call: () => Result): Result {
    return this.#guard === undefined ? call() : this.#guard.control(call);
  }
}
