import { DiscoError, NO_LINK, type Kernel } from '@disco-engine/kernel';
import { undeclaredLink } from './undeclared-link.js';

/** The ports that a node can reach on one layer: a list of names and, per emitting simproc, where the links to them start. */
export interface Reach {
  readonly simproc: string;
  readonly minimumDelay: number;
  /** Names of the receiving nodes. */
  readonly names: readonly string[];
  /** Aligned with `names`; empty where all are 1: on a complete layer, and for self relations. */
  readonly weights: readonly number[];
  /** Per emitting simproc the link to the first of them, `NO_LINK` where that simproc has none; empty on a complete layer. */
  readonly firstLinks: readonly number[];
  /** On a complete layer, the receiving ports. */
  readonly ports: Int32Array | undefined;
}

/**
 * The successors of a node on one layer, numbered from 0 in the order of their names. To send by number costs no look-up.
 *
 * @example
 * private readonly customers = this.context.successors(supply);
 * …
 * this.customers.send(0, { quantity: 3 }, 2);   // to customers.names[0], in two units of time
 */
export class Successors<Payload = unknown> {
  /** How many there are. */
  readonly size: number;
  #indices: Map<string, number> | undefined;
  readonly #kernel: Kernel;
  readonly #reach: Reach;
  readonly #firstLinks: readonly number[];
  readonly #ports: Int32Array | undefined;
  readonly #firstPort: number;
  readonly #simprocCount: number;
  readonly #minimumDelay: number;

  /** @internal Given by `NodeContext.successors` and `NodeContext.self`. */
  constructor(kernel: Kernel, node: number, reach: Reach) {
    this.size = reach.names.length;
    this.#kernel = kernel;
    this.#reach = reach;
    this.#firstLinks = reach.firstLinks;
    this.#ports = reach.ports;
    this.#simprocCount = kernel.topology.simprocCount;
    this.#firstPort = node * this.#simprocCount;
    this.#minimumDelay = reach.minimumDelay;
  }

  /** Node names, ascending by UTF-16 code units. */
  get names(): readonly string[] {
    return this.#reach.names;
  }

  /** The weight of the edge to a successor; on a complete layer and for self relations 1. @throws RangeError for an index beyond */
  weight(index: number): number {
    this.#check(index);
    return this.#reach.weights[index] ?? 1;
  }

  /** The number of a successor, or -1 for a node that is none. */
  indexOf(node: string): number {
    this.#indices ??= new Map(this.#reach.names.map((name, index) => [name, index]));
    return this.#indices.get(node) ?? -1;
  }

  /**
   * Sends an event to a successor.
   *
   * @param index from 0 to `size` - 1
   * @param delay in units of simulated time, at least the minimum delay of the layer, which is the default
   * @throws RangeError for an index beyond; DiscoError as `ActivationContext.send`
   */
  send(index: number, payload: Payload, delay: number = this.#minimumDelay): void {
    this.#kernel.send(this.#link(index), this.#kernel.epoch + delay, payload);
  }

  /** The same for a given epoch. */
  sendAt(index: number, payload: Payload, epoch: number): void {
    this.#kernel.send(this.#link(index), epoch, payload);
  }

  /**
   * Promises that from the next activation on the active simproc sends a successor nothing before an epoch.
   *
   * @throws RangeError for an index beyond; DiscoError as `ActivationContext.promise`
   */
  promise(index: number, epoch: number): void {
    this.#kernel.promise(this.#link(index), epoch);
  }

  #link(index: number): number {
    this.#check(index);
    const simproc = this.#kernel.port - this.#firstPort;
    if (simproc < 0 || simproc >= this.#simprocCount) throw this.#notActive();
    if (this.#ports !== undefined) return ~this.#ports[index];
    const first = this.#firstLinks[simproc];
    if (first === NO_LINK) throw undeclaredLink(this.#kernel, this.#reach.names[index], this.#reach.simproc);
    return first + index;
  }

  /** A fraction is no number of a successor: the tables would answer with another port. */
  #check(index: number): void {
    if (index >>> 0 === index && index < this.size) return;
    throw new RangeError(`successor ${index} of ${this.size} on layer '${this.#reach.simproc}'`);
  }

  #notActive(): DiscoError {
    const node = this.#kernel.topology.nodeName(Math.trunc(this.#firstPort / this.#simprocCount));
    return new DiscoError(
      'OUTSIDE_HANDLER',
      `node '${node}' tried to send on layer '${this.#reach.simproc}' while none of its handlers runs; send from an @OnEvent method, during its activation`,
      { node },
    );
  }
}
