import { DiscoError, shownValue } from '@disco-engine/kernel';
import { Acquisition, type Unit } from './acquisition.js';
import type { Agenda, AgendaProcess } from './agenda.js';
import { Preempted } from './preempted.js';
import type { ResourceLog } from './resource-log.js';
import { Use } from './use.js';
import type { Wait } from './wait.js';

/** Holders that are named in a message. */
const MOST_NAMES = 3;

export interface UseOptions {
  /** Less is served first; 0 by default. */
  readonly priority?: number | undefined;
  /** Whether it takes the unit of the least urgent holder where that is less urgent, and interrupts it; false by default. */
  readonly preempt?: boolean | undefined;
}

export interface AcquireOptions extends UseOptions {
  /** How long it waits; without end by default. */
  readonly patience?: number | undefined;
}

/**
 * Units that are held for a while, such as servers or machines. Who finds none free waits in a queue: by priority, then in the order of
 * asking.
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

  /** How many units there are: a whole number of at least 0. Fewer take no unit away: those that are released are not given out again. */
  get capacity(): number {
    return this.#capacity;
  }

  set capacity(units: number) {
    this.#capacity = this.#checked(units);
    this.#serve();
    this.log?.queued(this.#queue.length);
  }

  /** How many units are held. */
  get inUse(): number {
    return this.#holders.length;
  }

  /** How many wait. */
  get queueLength(): number {
    return this.#queue.length;
  }

  /** A unit, to be waited for with `yield*`. Release it when it is no longer needed. */
  acquire(options?: UseOptions): Wait<Unit>;
  /** The same for a while: undefined where none was free in time. */
  acquire(options: AcquireOptions): Wait<Unit | undefined>;
  acquire(options: AcquireOptions = {}): Wait<Unit | undefined> {
    const { patience = Infinity } = options;
    if (!(patience >= 0)) throw this.#invalid('a patience', patience, 'a number of at least 0');
    const wait = this.agenda.made(this.#ask(options, undefined));
    if (patience < Infinity && !wait.hasCome) wait.limit(patience);
    return wait;
  }

  /**
   * Holds a unit for a while, and gives it back: acquire, hold and release in one wait. Where the unit is taken away for a more urgent one,
   * the process is not interrupted: it queues again, behind others of its priority, and makes up for the rest of its time. Whoever leaves the
   * wait gives the unit back.
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
      throw this.#invalid('a patience for a use', patience, 'it to acquire(), which may come back without a unit');
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

  /** A unit if one is free and nobody waits, or undefined. For handlers too. */
  tryAcquire(): Unit | undefined {
    if (this.#queue.length > 0 || this.#holders.length >= this.#capacity) return undefined;
    const wait = this.#acquisition(0, false, undefined);
    this.#grant(wait);
    return wait;
  }

  /** @internal Who holds the units, for those who wait. */
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

  /** @internal Whether somebody waits who may get what is released. */
  get isAwaited(): boolean {
    return this.#queue.length > 0;
  }

  /** @internal Serves who waits, as far as there are units. */
  served(): void {
    this.#serve();
    this.log?.queued(this.#queue.length);
  }

  /** @internal */
  withdraw(acquisition: Acquisition): void {
    const at = this.#queue.indexOf(acquisition);
    if (at < 0) return;
    this.#queue.splice(at, 1);
    // The next one may take a unit away, which the first one did not. A free one is given out in the turn of its release.
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

  /** Serves the first in the queue, if a unit is free, or can be taken away for it. */
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

  /** Takes the unit of the least urgent holder away, if it is less urgent. */
  #preempt(wait: Acquisition): boolean {
    if (this.#holders.length > this.#capacity) return false;
    // Nobody takes a unit away from himself.
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

/** Who has ended can release nothing any more, unless others have the unit. */
function holderText({ label, isAlive }: AgendaProcess): string {
  return isAlive ? `'${label}'` : `'${label}', which has ended without releasing it`;
}
