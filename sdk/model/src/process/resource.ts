import { DiscoError, shownValue } from '@disco-engine/kernel';
import type { Agenda, AgendaProcess } from './agenda.js';
import { Preempted } from './preempted.js';
import type { ResourceLog } from './resource-log.js';
import { Task } from './task.js';
import { Wait } from './wait.js';

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
    const { agenda } = this;
    const wait = agenda.made(
      new Acquisition(agenda, this, { priority, order: this.#asked++, preempt, by: agenda.active }),
    );
    this.#enqueue(wait);
    this.#serve();
    this.log?.queued(this.#queue.length);
    if (patience < Infinity && !wait.hasCome) wait.limit(patience);
    return wait;
  }

  /** A unit if one is free and nobody waits, or undefined. For handlers too. */
  tryAcquire(): Unit | undefined {
    if (this.#queue.length > 0 || this.#holders.length >= this.#capacity) return undefined;
    const { agenda } = this;
    const wait = new Acquisition(agenda, this, {
      priority: 0,
      order: this.#asked++,
      preempt: false,
      by: agenda.active,
    });
    this.#grant(wait);
    return wait.unit;
  }

  /** @internal */
  release(acquisition: Acquisition): void {
    const at = this.#holders.indexOf(acquisition);
    if (at < 0) return;
    this.#holders.splice(at, 1);
    this.log?.used(this.#holders.length);
    // Who comes next is decided after all that is due already.
    this.agenda.add(
      new Serving(() => {
        this.#serve();
        this.log?.queued(this.#queue.length);
      }),
    );
  }

  /** @internal */
  withdraw(acquisition: Acquisition): void {
    const at = this.#queue.indexOf(acquisition);
    if (at < 0) return;
    this.#queue.splice(at, 1);
    this.log?.queued(this.#queue.length);
  }

  #enqueue(wait: Acquisition): void {
    let at = this.#queue.length;
    while (at > 0 && wait.isBefore(this.#queue[at - 1] as Acquisition)) at -= 1;
    this.#queue.splice(at, 0, wait);
  }

  /** Serves the first in the queue, if a unit is free, or can be taken away for it. */
  #serve(): void {
    for (let first = this.#queue[0]; first !== undefined; first = this.#queue[0]) {
      if (this.#holders.length >= this.#capacity && !(first.preempts && this.#preempt(first))) return;
      this.#queue.shift();
      this.log?.waited(first.waited);
      this.#grant(first);
      first.succeed(first.unit);
    }
  }

  #grant(wait: Acquisition): void {
    wait.unit.since = this.agenda.epoch;
    this.#holders.push(wait);
    this.log?.used(this.#holders.length);
  }

  /** Takes the unit of the least urgent holder away, if it is less urgent. */
  #preempt(wait: Acquisition): boolean {
    if (this.#holders.length > this.#capacity) return false;
    const least = this.#holders.reduce<Acquisition | undefined>(
      (found, one) => (found === undefined || found.isBefore(one) ? one : found),
      undefined,
    );
    if (least === undefined || !wait.isMoreUrgent(least)) return false;
    this.#holders.splice(this.#holders.indexOf(least), 1);
    least.unit.take();
    const holder = least.by;
    if (holder?.isAlive === true) holder.interrupt(new Preempted(this.name, wait.by, least.unit.since));
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

/** A unit of a resource that somebody holds. */
export class Unit {
  #isHeld = true;

  /** @internal */
  constructor(private readonly acquisition: Acquisition) {}

  /** When it was got. */
  since = 0;

  /** Whether it was neither released nor taken away. */
  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** Gives it back; does nothing where it was given back, or taken away, before. */
  release(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.acquisition.resource.release(this.acquisition);
  }

  /** @internal */
  take(): void {
    this.#isHeld = false;
  }
}

interface Asking {
  readonly priority: number;
  /** Number of asking. */
  readonly order: number;
  readonly preempt: boolean;
  readonly by: AgendaProcess | undefined;
}

/** @internal The wait for a unit. */
export class Acquisition extends Wait<Unit | undefined> {
  readonly unit: Unit = new Unit(this);
  readonly #asked: number;
  #end: Serving | undefined;

  constructor(
    agenda: Agenda,
    readonly resource: Resource,
    private readonly asking: Asking,
  ) {
    super(agenda);
    this.#asked = agenda.epoch;
  }

  get text(): string {
    return `a unit of '${this.resource.name}'`;
  }

  get by(): AgendaProcess | undefined {
    return this.asking.by;
  }

  get preempts(): boolean {
    return this.asking.preempt;
  }

  /** How long it has waited so far. */
  get waited(): number {
    return this.agenda.epoch - this.#asked;
  }

  isBefore({ asking: { priority, order } }: Acquisition): boolean {
    return this.asking.priority < priority || (this.asking.priority === priority && this.asking.order < order);
  }

  isMoreUrgent({ asking }: Acquisition): boolean {
    return this.asking.priority < asking.priority;
  }

  /** Gives up after a while. */
  limit(patience: number): void {
    const { agenda } = this;
    this.#end = new Serving(() => {
      if (this.hasCome) return;
      this.resource.withdraw(this);
      this.succeed(undefined);
    });
    agenda.addAt(this.#end, agenda.epoch + patience);
  }

  protected override passed(): void {
    if (this.#end !== undefined) this.agenda.remove(this.#end);
  }

  protected override withdraw(): void {
    this.passed();
    this.resource.withdraw(this);
  }

  protected override giveBack(): void {
    if (this.value !== undefined) this.unit.release();
  }
}

/** Something that is done among the tasks of an epoch. */
class Serving extends Task {
  constructor(private readonly action: () => void) {
    super();
  }

  run(): void {
    this.action();
  }
}
