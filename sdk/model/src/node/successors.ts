import { DiscoError, NO_LINK, type Kernel, entryAt } from '@disco-engine/kernel';
import { dueAfter } from './due-after.js';
import { negativeDelay } from './negative-delay.js';
import { undeclaredLink } from './undeclared-link.js';

/**
 * The ports that a node can reach on one layer. Its simproc `s` has the link `links[i] + offsets[s]` to the i-th of them: along
 * edges the links of a port are contiguous, and on a complete layer they are the same for all ports.
 */
export interface Reach {
  readonly simproc: string;
  readonly minimumDelay: number;
  /** Names of the receiving nodes. */
  readonly names: readonly string[];
  /** Aligned with `names`; empty if all are 1: on a complete layer, and for self relations. */
  readonly weights: readonly number[];
  /** Aligned with `names`. */
  readonly links: Int32Array;
  /** By simproc; `NO_LINK` if that one does not send here. */
  readonly offsets: readonly number[];
}

/**
 * The successors of a node on one layer, indexed from 0 in the order of their names. Sending by index needs no lookup.
 *
 * @example
 * private readonly customers = this.context.successors(supply);
 * …
 * this.customers.send(0, { quantity: 3 }, 2);   // to customers.names[0], in two units of time
 */
export class Successors<Payload = unknown> {
  readonly #kernel: Kernel;
  /** On a complete layer, all nodes share it: with many nodes, an object per node would cost a cache miss. */
  readonly #reach: Reach;
  readonly #firstPort: number;
  #indices: Map<string, number> | undefined;

  /** @internal Made by `NodeContext.successors` and `NodeContext.self`. */
  constructor(kernel: Kernel, node: number, reach: Reach) {
    this.#kernel = kernel;
    this.#reach = reach;
    this.#firstPort = kernel.topology.port(node, 0);
  }

  /** Number of successors. */
  get size(): number {
    return this.#reach.names.length;
  }

  /** Node names, ascending by UTF-16 code units. */
  get names(): readonly string[] {
    return this.#reach.names;
  }

  /**
   * The weight of the edge to a successor; 1 on a complete layer and for self relations. @throws RangeError for an invalid
   * index
   */
  weight(index: number): number {
    if (index >>> 0 !== index || index >= this.size) throw this.#outOfRange(index);
    return this.#reach.weights[index] ?? 1;
  }

  /** The index of a successor, or -1 if the node is not a successor. */
  indexOf(node: string): number {
    this.#indices ??= new Map(this.#reach.names.map((name, index) => [name, index]));
    return this.#indices.get(node) ?? -1;
  }

  /**
   * Sends an event to a successor.
   *
   * @param index from 0 to `size` - 1
   * @param delay in units of simulated time; at least the minimum delay of the layer, which is the default. On a layer with the
   * least delay, a delay that is 0, or lost in rounding, gives the next double after now
   * @throws RangeError for an invalid index; DiscoError `DELAY_INVALID`, and as `ActivationContext.send`
   */
  send(index: number, payload: Payload, delay: number = this.#reach.minimumDelay): void {
    const kernel = this.#kernel;
    const link = this.#link(index);
    if (delay < 0) throw negativeDelay(kernel, link, delay);
    kernel.send(link, dueAfter(kernel.epoch, delay, this.#reach.minimumDelay), payload);
  }

  /** Sends an event to arrive at a given epoch. */
  sendAt(index: number, payload: Payload, epoch: number): void {
    this.#kernel.send(this.#link(index), epoch, payload);
  }

  /**
   * Promises that, from the next activation on, the active simproc sends nothing to a successor before an epoch.
   *
   * @throws RangeError for an invalid index; DiscoError as `ActivationContext.promise`
   */
  promise(index: number, epoch: number): void {
    this.#kernel.promise(this.#link(index), epoch);
  }

  /** On the hot path, so kept to one comparison: a bad index reads past a table and gives NaN or `NO_LINK`. */
  #link(index: number): number {
    const { links, offsets } = this.#reach;
    // `+ 0`, so that a string of digits does not pass for a number.
    const link = (links[index + 0] ?? NaN) + (offsets[this.#kernel.port - this.#firstPort] ?? NaN);
    if (!(link < NO_LINK)) throw this.#refusal(index);
    return link;
  }

  #refusal(index: number): RangeError | DiscoError {
    const { links, offsets, names, simproc } = this.#reach;
    if (index >>> 0 !== index || index >= links.length) return this.#outOfRange(index);
    if (!(this.#kernel.port - this.#firstPort in offsets)) return this.#notActive();
    return undeclaredLink(this.#kernel, entryAt(names, index), simproc);
  }

  #outOfRange(index: number): RangeError {
    return new RangeError(
      `successor index ${index} is out of range; the size is ${this.size} on layer '${this.#reach.simproc}'`,
    );
  }

  #notActive(): DiscoError {
    const { topology } = this.#kernel;
    const node = topology.nodeName(topology.nodeOf(this.#firstPort));
    return new DiscoError(
      'CALL_OUTSIDE_HANDLER',
      `node '${node}' tried to send on layer '${this.#reach.simproc}' while none of its handlers was running; send from an @OnEvent method, during its activation`,
      { node },
    );
  }
}
