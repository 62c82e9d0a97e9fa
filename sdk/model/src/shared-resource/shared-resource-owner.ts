import { DiscoError, shownValue, type EventBatch } from '@disco-engine/kernel';
import type { DataLogger } from '../logging/data-logger.js';
import type { NodeContext } from '../node/node-context.js';
import type { Successors } from '../node/successors.js';
import { ResourceLog } from '../process/resource-log.js';
import type { Answered, Claimed } from './messages.js';
import type { SharedResourceLayers } from './shared-resource.js';

/** A node that requests units. */
interface Asker {
  /** Index among the successors that the owner can answer. */
  readonly number: number;
  /** Claims that are waiting or hold a unit. */
  readonly claims: Map<number, OwnedClaim>;
}

interface OwnedClaim {
  readonly asker: Asker;
  readonly number: number;
  readonly priority: number;
  readonly since: number;
  isHeld: boolean;
}

/**
 * The node that owns the units of a shared resource. Of the requests of one epoch, the lowest priority value is served first,
 * and among equals the order of events decides. It logs `NAME.inUse`, `NAME.queue` and `NAME.wait`, as a resource within a node
 * does.
 */
export class SharedResourceOwner {
  readonly capacity: number;
  /** Number of units that are held, including those whose grant is under way. */
  inUse = 0;
  readonly #context: NodeContext;
  readonly #layers: SharedResourceLayers;
  readonly #log: ResourceLog;
  readonly #answers: Successors<Answered>;
  /** By port: a node may send requests from several. */
  readonly #askers = new Map<number, Asker>();
  readonly #queue: OwnedClaim[] = [];

  /** @internal */
  constructor(context: NodeContext, log: DataLogger, layers: SharedResourceLayers, capacity: number) {
    this.#context = context;
    this.#layers = layers;
    this.#answers = context.successors(layers.grant);
    if (!(Number.isSafeInteger(capacity) && capacity >= 0)) {
      const message = `node '${context.node}' was given a capacity of ${shownValue(capacity)}; give a whole number of at least 0`;
      throw new DiscoError('ARGUMENT_INVALID', message, { node: context.node });
    }
    this.capacity = capacity;
    this.#log = new ResourceLog(log, layers.name, 'inUse');
    this.#log.used(0);
    this.#log.queued(0);
  }

  /** Number of claims that wait for a unit. */
  get queueLength(): number {
    return this.#queue.length;
  }

  /** @internal The handler of requests. Messages of one epoch are processed together. */
  claimed(batch: EventBatch<Claimed>): void {
    // Requests first: by rounding, the end of a claim may arrive at the same epoch as its request.
    for (let at = 0; at < batch.size; at++) {
      const message = batch.payload(at);
      if (message.kind === 'ask') this.#enqueue(this.#askerOf(batch, at), message.claim, message.priority);
    }
    for (let at = 0; at < batch.size; at++) {
      const message = batch.payload(at);
      if (message.kind === 'leave') this.#remove(this.#askerOf(batch, at), message.claim);
    }
    this.#serve();
    this.#log.queued(this.#queue.length);
  }

  #enqueue(asker: Asker, number: number, priority: number): void {
    const claim = { asker, number, priority, since: this.#context.epoch, isHeld: false };
    asker.claims.set(number, claim);
    let at = this.#queue.length;
    while (at > 0 && priority < (this.#queue[at - 1]?.priority ?? NaN)) at -= 1;
    this.#queue.splice(at, 0, claim);
  }

  /**
   * Ends a claim, whether it waits or holds a unit: if its grant crossed this message on the way, the unit is free again right
   * away.
   */
  #remove(asker: Asker, number: number): void {
    const claim = asker.claims.get(number);
    if (claim === undefined) return;
    asker.claims.delete(number);
    if (claim.isHeld) this.#use(this.inUse - 1);
    else this.#queue.splice(this.#queue.indexOf(claim), 1);
  }

  #serve(): void {
    while (this.inUse < this.capacity) {
      const claim = this.#queue.shift();
      if (claim === undefined) return;
      claim.isHeld = true;
      this.#use(this.inUse + 1);
      this.#log.waited(this.#context.epoch - claim.since);
      this.#answers.send(claim.asker.number, { claim: claim.number, granted: true });
    }
  }

  #use(units: number): void {
    this.inUse = units;
    this.#log.used(units);
  }

  #askerOf(batch: EventBatch<Claimed>, at: number): Asker {
    const port = batch.senderPort(at);
    const known = this.#askers.get(port);
    if (known !== undefined) return known;
    const name = batch.sender(at);
    const number = this.#answers.indexOf(name);
    if (number < 0) {
      const { node, epoch } = this.#context;
      const message = `node '${name}' asked node '${node}' for a unit, but no edge of layer '${this.#layers.grant.name}' leads back to it; add one, as connect() does`;
      throw new DiscoError('SEND_UNDECLARED', message, { node, epoch, target: name });
    }
    const asker = [...this.#askers.values()].find((one) => one.number === number) ?? { number, claims: new Map() };
    this.#askers.set(port, asker);
    return asker;
  }
}
