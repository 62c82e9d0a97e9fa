import { DiscoError, shownValue } from '@disco-engine/kernel';
import { Acquisition, type Unit } from './acquisition.js';
import type { Agenda, AgendaProcess } from './agenda.js';
import { Preempted } from './preempted.js';
import type { ResourceLog } from './resource-log.js';
import { Use } from './use.js';
import type { Wait } from './wait.js';

/** Number of holders that a message names. */
const MOST_NAMES = 3;

/** Options of a use. */
export interface UseOptions {
  /** Lower values are served first; 0 by default. */
  readonly priority?: number | undefined;
  /** Whether it may take the unit of the least urgent holder, if that is less urgent, and interrupt it; false by default. */
  readonly preempt?: boolean | undefined;
}

/** Options of a request for a unit. */
export interface AcquireOptions extends UseOptions {
  /** How long it waits; forever by default. */
  readonly patience?: number | undefined;
}

/**
 * Units that are held for a while, such as servers or machines. Requests that find none free queue by priority, then in order
 * of asking.
 *
 * @example
 * const unit = yield* this.counter.acquire();
 * yield* this.processes.hold(this.service.sample());
 * unit.release();
 */
export class Resource {
  #capacity: number;
  readonly #holders: Acquisition[] = [];
  readonly #queue: Acquisition[] = [];
  #asked = 0;

  /** @internal Made by `Processes.resource`. */
  constructor(
    private readonly agenda: Agenda,
    readonly name: string,
    capacity: number,
    private readonly log: ResourceLog | undefined,
  ) {
    this.#capacity = this.#checked(capacity);
    log?.used(0);
    log?.queued(0);
  }

  /**
   * Number of units: a whole number of at least 0. Reducing it takes no unit away; units above it are not granted again when
   * released.
   */
  get capacity(): number {
    return this.#capacity;
  }

  set capacity(units: number) {
    this.#capacity = this.#checked(units);
    this.#serve();
    this.log?.queued(this.#queue.length);
  }

  /** Number of units that are held. */
  get inUse(): number {
    return this.#holders.length;
  }

  /** Number of waiting requests. */
  get queueLength(): number {
    return this.#queue.length;
  }

  /** Waits for a unit. Use it with `yield*`, and release the unit when it is no longer needed. */
  acquire(options?: UseOptions): Wait<Unit>;
  /** Waits for a unit with a deadline: the result is undefined if none was free in time. */
  acquire(options: AcquireOptions): Wait<Unit | undefined>;
  acquire(options: AcquireOptions = {}): Wait<Unit | undefined> {
    const { patience = Infinity } = options;
    if (!(patience >= 0)) throw this.#invalid('a patience', patience, 'a number of at least 0');
    const wait = this.agenda.made(this.#ask(options, undefined));
    if (patience < Infinity && !wait.hasCome) wait.limit(patience);
    return wait;
  }

  /**
   * Holds a unit for a while: acquire, hold and release in one wait. If the unit is taken away for a more urgent request, the
   * process is not interrupted: it queues again, behind others of its priority, and then serves the rest of its time. A process
   * that leaves the wait gives the unit back.
   *
   * @param duration a finite number of at least 0, in units of simulated time
   * @throws DiscoError `DELAY_INVALID`, `ARGUMENT_INVALID`
   *
   * @example
   * yield* this.lathe.use(this.work.sample());
   */
  use(duration: number, options: UseOptions = {}): Wait<void> {
    const { agenda } = this;
    if (!(typeof duration === 'number' && duration >= 0 && agenda.epoch + duration < Infinity)) {
      const { node, epoch } = agenda.host;
      const message = `resource '${this.name}' of node '${node}' was to be used for ${shownValue(duration)} at epoch ${epoch}; give a finite number of at least 0`;
      throw new DiscoError('DELAY_INVALID', message, { node, epoch });
    }
    const { patience } = options as AcquireOptions;
    if (patience !== undefined)
      throw this.#invalid('a patience for a use', patience, 'it to acquire() instead, which may return without a unit');
    const use = agenda.made(new Use(agenda, this, duration));
    use.begin(this.#ask(options, use));
    return use;
  }

  /** @internal */
  askAgain(use: Use, { priority, preempts, by }: Acquisition): Acquisition {
    const turn = new Acquisition(this.agenda, this, this.#asked++, priority, preempts, by, use);
    this.#enqueue(turn);
    return turn;
  }

  /** A unit if one is free and nothing is queued; otherwise undefined. Handlers may call it too. */
  tryAcquire(): Unit | undefined {
    if (this.#queue.length > 0 || this.#holders.length >= this.#capacity) return undefined;
    const wait = this.#acquisition(0, false, undefined);
    this.#grant(wait);
    return wait;
  }

  /** @internal Names the current holders, for messages about those that wait. */
  get holdersText(): string {
    const names = this.#holders.map(({ by }) => (by === undefined ? 'a handler' : holderText(by)));
    if (names.length === 0) return '';
    const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
    return `, held by ${names.slice(0, MOST_NAMES).join(', ')}${more}`;
  }

  /** @internal */
  release(acquisition: Acquisition): void {
    const holders = this.#holders;
    let at = holders.indexOf(acquisition);
    if (at >= 0) {
      for (; at < holders.length - 1; at++) holders[at] = holders[at + 1] as Acquisition;
      holders.pop();
    }
    this.log?.used(holders.length);
  }

  /** @internal Whether a request is waiting that may get the released unit. */
  get isAwaited(): boolean {
    return this.#queue.length > 0;
  }

  /** @internal Serves waiting requests as long as units are free. */
  served(): void {
    this.#serve();
    this.log?.queued(this.#queue.length);
  }

  /** @internal */
  withdraw(acquisition: Acquisition): void {
    const at = this.#queue.indexOf(acquisition);
    if (at < 0) return;
    this.#queue.splice(at, 1);
    // The new first request may preempt even if the old one did not. A free unit is granted in the turn of its release.
    if (at === 0 && this.#holders.length >= this.#capacity) this.#serve();
    this.log?.queued(this.#queue.length);
  }

  #ask({ priority = 0, preempt = false }: UseOptions, user: Use | undefined): Acquisition {
    if (!Number.isFinite(priority)) throw this.#invalid('a priority', priority, 'a finite number');
    const wait = this.#acquisition(priority, preempt, user);
    if (this.#queue.length === 0 && this.#holders.length < this.#capacity) this.#serveOne(wait);
    else {
      this.#enqueue(wait);
      this.#serve();
    }
    this.log?.queued(this.#queue.length);
    return wait;
  }

  #acquisition(priority: number, preempts: boolean, user: Use | undefined): Acquisition {
    return new Acquisition(this.agenda, this, this.#asked++, priority, preempts, this.agenda.active, user);
  }

  #enqueue(wait: Acquisition): void {
    let at = this.#queue.length;
    while (at > 0 && wait.isBefore(this.#queue[at - 1] as Acquisition)) at -= 1;
    if (at === this.#queue.length) this.#queue.push(wait);
    else this.#queue.splice(at, 0, wait);
  }

  /** Serves the queue from the front while a unit is free, or can be preempted. */
  #serve(): void {
    for (let first = this.#queue[0]; first !== undefined; first = this.#queue[0]) {
      if (this.#holders.length >= this.#capacity && !(first.preempts && this.#preempt(first))) return;
      this.#queue.shift();
      this.#serveOne(first);
    }
  }

  #serveOne(wait: Acquisition): void {
    this.log?.waited(this.agenda.epoch - wait.since);
    this.#grant(wait);
    wait.succeed(wait);
  }

  #grant(wait: Acquisition): void {
    wait.hold();
    this.#holders.push(wait);
    this.log?.used(this.#holders.length);
  }

  /** Takes a unit from the least urgent holder, if that is less urgent than `wait`. */
  #preempt(wait: Acquisition): boolean {
    if (this.#holders.length > this.#capacity) return false;
    // A process does not preempt itself.
    const others = this.#holders.filter(({ by }) => by === undefined || by !== wait.by);
    const least = others.reduce<Acquisition | undefined>(
      (found, one) => (found === undefined || found.isBefore(one) ? one : found),
      undefined,
    );
    if (least === undefined || !(wait.priority < least.priority)) return false;
    this.#holders.splice(this.#holders.indexOf(least), 1);
    least.take();
    const holder = least.by;
    if (least.user !== undefined) least.user.taken(least);
    else if (holder?.isAlive === true) holder.interrupt(new Preempted(this.name, wait.by, least.since));
    return true;
  }

  #checked(capacity: number): number {
    if (Number.isSafeInteger(capacity) && capacity >= 0) return capacity;
    throw this.#invalid('capacity', capacity, 'a whole number of at least 0');
  }

  #invalid(what: string, value: unknown, wanted: string): DiscoError {
    const { node, epoch } = this.agenda.host;
    const message = `resource '${this.name}' of node '${node}' was given ${what} of ${shownValue(value)}; give ${wanted}`;
    return new DiscoError('ARGUMENT_INVALID', message, { node, epoch });
  }
}

/** A holder that has ended cannot release its unit any more, unless it has passed the unit on. */
function holderText({ label, isAlive }: AgendaProcess): string {
  return isAlive ? `'${label}'` : `'${label}', which has ended without releasing it`;
}
