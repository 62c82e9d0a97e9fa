import { DiscoError, shownValue, type EventBatch } from '@disco-engine/kernel';
import type { Simproc } from '../model/simproc.js';
import type { NodeContext } from '../node/node-context.js';
import type { Successors } from '../node/successors.js';
import { agendaOf } from '../process/process-handlers.js';
import type { Unit } from '../process/acquisition.js';
import type { Wait } from '../process/wait.js';
import { Claim, type ClaimHost } from './claim.js';
import { ClaimWait } from './claim-wait.js';
import type { Answered, Claimed } from './messages.js';

/** Options of a request. */
export interface SharedAcquireOptions {
  /** Lower values are served first; 0 by default. */
  readonly priority?: number | undefined;
  /** How long the node waits for the grant, which takes at least two delays of the resource; forever by default. */
  readonly patience?: number | undefined;
  /** Name of the node that owns the units; may be omitted if edges lead to only one. */
  readonly owner?: string | undefined;
}

/** The layers of a shared resource. */
export interface SharedResourceLayers {
  readonly name: string;
  readonly request: Simproc<Claimed>;
  readonly grant: Simproc<Answered>;
}

/**
 * Units that another node owns, injected into the constructor of a node that requests them; see `sharedResource`.
 *
 * The owner grants a unit, so it arrives after at least two delays; it is free for others one delay after its release.
 */
export class SharedResource implements ClaimHost {
  readonly #context: NodeContext;
  readonly #layers: SharedResourceLayers;
  readonly #owners: Successors<Claimed>;
  /** Claims without an answer yet, by number. */
  readonly #open = new Map<number, Claim>();
  #count = 0;
  #node: object | undefined;

  /** @internal */
  constructor(context: NodeContext, layers: SharedResourceLayers, key: symbol) {
    this.#context = context;
    this.#layers = layers;
    this.#owners = context.successors(layers.request);
    const { made } = context;
    context.made = (node) => {
      made?.(node);
      this.#node = node;
      // The handler of grants finds it here.
      Object.defineProperty(node, key, { value: this });
    };
  }

  /** @internal */
  get epoch(): number {
    return this.#context.epoch;
  }

  /** Waits for a unit: use it with `yield*` in a process, and release the unit when it is no longer needed. */
  acquire(options?: { readonly priority?: number; readonly owner?: string }): Wait<Unit>;
  /** Waits for a unit with a deadline: the result is undefined if none was granted in time. */
  acquire(options: SharedAcquireOptions): Wait<Unit | undefined>;
  acquire(options: SharedAcquireOptions = {}): Wait<Unit | undefined> {
    const { node, epoch } = this.#context;
    const agenda = this.#node && agendaOf(this.#node);
    if (agenda === undefined) {
      const message = `node '${node}' waited for a unit of '${this.#layers.name}' but has no processes; call request(), or inject Processes`;
      throw new DiscoError('WAIT_OUTSIDE_PROCESS', message, { node, epoch });
    }
    const text = `a unit of '${this.#owners.names[this.#ownerOf(options)]}'`;
    return agenda.made(new ClaimWait(agenda, text, (answer) => this.request(options, answer)));
  }

  /**
   * Requests a unit without waiting. For handlers, which cannot wait.
   *
   * @param answer called once, in a later activation of the node: with the unit, or with undefined when the patience ends
   * @returns a handle that withdraws the request until it is answered, and afterwards is the unit
   * @throws DiscoError `ARGUMENT_INVALID`, `SEND_UNDECLARED` if no edge leads to an owner
   *
   * @example
   * this.operators.request({ patience: 5 }, (unit) => (unit === undefined ? this.giveUp() : this.begin(unit)));
   */
  request(options: SharedAcquireOptions, answer: (unit: Unit | undefined) => void): Unit {
    const { priority = 0, patience = Infinity } = options;
    if (!Number.isFinite(priority)) throw this.#invalid('a priority', priority, 'a finite number');
    if (!(patience >= 0)) throw this.#invalid('a patience', patience, 'a number of at least 0');
    const owner = this.#ownerOf(options);
    const number = this.#count++;
    this.#owners.send(owner, { kind: 'ask', claim: number, priority });
    const claim = new Claim(this, owner, number, answer);
    this.#open.set(number, claim);
    if (patience < Infinity) {
      const payload = { claim: number, granted: false };
      claim.end = this.#context.timer(this.#layers.grant, { after: patience, payload });
    }
    return claim;
  }

  /** @internal */
  leave({ owner, number }: Claim): void {
    this.#open.delete(number);
    this.#owners.send(owner, { kind: 'leave', claim: number });
  }

  /** @internal The handler of grants. Grants first: a unit that arrives exactly when the patience ends is in time. */
  answered(batch: EventBatch<Answered>): void {
    for (let at = 0; at < batch.size; at++) {
      const { claim, granted } = batch.payload(at);
      if (granted) this.#take(claim)?.granted();
    }
    for (let at = 0; at < batch.size; at++) {
      const { claim, granted } = batch.payload(at);
      if (!granted) this.#take(claim)?.expired();
    }
  }

  /** Undefined if it was withdrawn while its grant was under way: the owner is notified and has the unit back. */
  #take(number: number): Claim | undefined {
    const claim = this.#open.get(number);
    this.#open.delete(number);
    return claim;
  }

  #ownerOf({ owner }: SharedAcquireOptions): number {
    const { names } = this.#owners;
    if (owner === undefined && names.length === 1) return 0;
    const found = owner === undefined ? -1 : this.#owners.indexOf(owner);
    if (found >= 0) return found;
    const { node, epoch } = this.#context;
    const asked = owner === undefined ? `a unit of '${this.#layers.name}'` : `a unit of '${owner}'`;
    const remedy = names.length === 0 ? 'connect it to one' : `name one of: ${names.join(', ')}`;
    const message = `node '${node}' asked for ${asked}, but edges of layer '${this.#layers.request.name}' lead to ${names.length} owners; ${remedy}`;
    throw new DiscoError(names.length === 0 ? 'SEND_UNDECLARED' : 'ARGUMENT_INVALID', message, { node, epoch });
  }

  #invalid(what: string, value: unknown, wanted: string): DiscoError {
    const { node, epoch } = this.#context;
    const message = `node '${node}' asked for a unit of '${this.#layers.name}' with ${what} of ${shownValue(value)}; give ${wanted}`;
    return new DiscoError('ARGUMENT_INVALID', message, { node, epoch });
  }
}
