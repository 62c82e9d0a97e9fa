import { DiscoError, shownValue } from '@disco-engine/kernel';
import type { Agenda, AgendaProcess } from './agenda.js';
import { Preempted } from './preempted.js';
import type { ResourceLog } from './resource-log.js';
import { Serving } from './serving.js';
import type { Task } from './task.js';
import { Wait } from './wait.js';

/** Holders that are named in a message. */
const MOST_NAMES = 3;

export interface AcquireOptions {
  /** Less is served first; 0 by default. */
  readonly priority?: number | undefined;
  /** Whether it takes the unit of the least urgent holder where that is less urgent, and interrupts it; false by default. */
  readonly preempt?: boolean | undefined;
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
  acquire(options?: { readonly priority?: number; readonly preempt?: boolean }): Wait<Unit>;
  /** The same for a while: undefined where none was free in time. */
  acquire(options: AcquireOptions): Wait<Unit | undefined>;
  acquire({ priority = 0, preempt = false, patience = Infinity }: AcquireOptions = {}): Wait<Unit | undefined> {
    if (!Number.isFinite(priority)) throw this.#invalid('a priority', priority, 'a finite number');
    if (!(patience >= 0)) throw this.#invalid('a patience', patience, 'a number of at least 0');
    const wait = this.agenda.made(new Acquisition(this.agenda, this, this.#asked++, priority, preempt));
    if (this.#queue.length === 0 && this.#holders.length < this.#capacity) this.#serveOne(wait);
    else {
      this.#enqueue(wait);
      this.#serve();
    }
    this.log?.queued(this.#queue.length);
    if (patience < Infinity && !wait.hasCome) wait.limit(patience);
    return wait;
  }

  /** A unit if one is free and nobody waits, or undefined. For handlers too. */
  tryAcquire(): Unit | undefined {
    if (this.#queue.length > 0 || this.#holders.length >= this.#capacity) return undefined;
    const wait = new Acquisition(this.agenda, this, this.#asked++, 0, false);
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
    if (holder?.isAlive === true) holder.interrupt(new Preempted(this.name, wait.by, least.since));
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

/** A unit of a resource that somebody holds. */
export interface Unit {
  /** When it was got. */
  readonly since: number;
  /** Whether it was neither released nor taken away. */
  readonly isHeld: boolean;
  /** Gives it back; does nothing where it was given back, or taken away, before. */
  release(): void;
}

/** It is asked for. */
const ASKED = 0;
const HELD = 1;
/** It was given back, and in its place in the agenda who comes next is served. */
const SERVING = 2;
/** It was given back, or taken away. */
const GONE = 3;

/** @internal The wait for a unit, and then the unit. */
export class Acquisition extends Wait<Unit | undefined> implements Unit {
  readonly resource: Resource;
  readonly priority: number;
  readonly preempts: boolean;
  /** Who asked; undefined where it was a handler. */
  readonly by: AgendaProcess | undefined;
  /** When it was asked for, and from then on when it was got. */
  since: number;
  private readonly number: number;
  private standing: number;
  private end: Task | undefined;

  /** @param number of asking */
  constructor(agenda: Agenda, resource: Resource, number: number, priority: number, preempts: boolean) {
    super(agenda);
    this.resource = resource;
    this.number = number;
    this.priority = priority;
    this.preempts = preempts;
    this.by = agenda.active;
    this.since = agenda.epoch;
    this.standing = ASKED;
    this.end = undefined;
  }

  get text(): string {
    return `a unit of '${this.resource.name}'${this.resource.holdersText}`;
  }

  get isHeld(): boolean {
    return this.standing === HELD;
  }

  release(): void {
    if (this.standing !== HELD) return;
    this.standing = GONE;
    this.resource.release(this);
    // Whoever asks later finds it free.
    if (!this.resource.isAwaited) return;
    // Who comes next is decided after all that is due already.
    if (this.isPending) return this.agenda.add(new Serving(() => this.resource.served()));
    this.standing = SERVING;
    this.agenda.add(this);
  }

  /** Gives it to who has asked. */
  hold(): void {
    this.standing = HELD;
    this.since = this.agenda.epoch;
  }

  /** Takes it away. */
  take(): void {
    this.standing = GONE;
  }

  isBefore(other: Acquisition): boolean {
    return this.priority < other.priority || (this.priority === other.priority && this.number < other.number);
  }

  /** Gives up after a while. */
  limit(patience: number): void {
    const { agenda } = this;
    this.end = new Serving(() => {
      if (this.hasCome) return;
      this.succeed(undefined);
      this.resource.withdraw(this);
    });
    agenda.addAt(this.end, agenda.epoch + patience);
  }

  override run(): void {
    if (this.standing !== SERVING) return super.run();
    this.standing = GONE;
    this.resource.served();
  }

  protected override passed(): void {
    if (this.end !== undefined) this.agenda.remove(this.end);
  }

  protected override withdraw(): void {
    this.passed();
    this.resource.withdraw(this);
  }

  protected override giveBack(): void {
    this.passed();
    this.revoke();
    this.release();
  }
}
