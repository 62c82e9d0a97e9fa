import { DiscoError, shownValue } from '@disco-engine/kernel';
import type { Agenda } from './agenda.js';
import type { ResourceLog } from './resource-log.js';
import { Wait } from './wait.js';

export interface ContainerOptions {
  /** What it holds at most; without end by default. */
  readonly capacity?: number | undefined;
  /** What it holds at the start; 0 by default. */
  readonly level?: number | undefined;
}

/**
 * An amount of something that is the same everywhere, such as the fuel in a tank. Who finds too little, or no room, waits; the one who came
 * first is served first, also where a later one wants less.
 *
 * @example
 * yield* this.tank.get(40);
 */
export class Container {
  readonly capacity: number;
  #level: number;
  readonly #puts: Amount[] = [];
  readonly #gets: Amount[] = [];

  /** @internal Made by `Processes.container`. */
  constructor(
    private readonly agenda: Agenda,
    readonly name: string,
    { capacity = Infinity, level = 0 }: ContainerOptions,
    private readonly log: ResourceLog | undefined,
  ) {
    if (!(capacity > 0)) throw this.#invalid('a capacity', capacity, 'a number above 0');
    if (!(level >= 0 && level <= capacity && level < Infinity))
      throw this.#invalid('a level', level, `a finite number from 0 to the capacity, ${capacity}`);
    this.capacity = capacity;
    this.#level = level;
    log?.used(level);
    log?.queued(0);
  }

  /** What it holds. */
  get level(): number {
    return this.#level;
  }

  /** How many wait for an amount. */
  get queueLength(): number {
    return this.#gets.length;
  }

  /** @param amount above 0, at most the capacity; to be waited for with `yield*` */
  put(amount: number): Wait<void> {
    return this.#ask(amount, this.#puts, `room for ${amount} in '${this.name}'`);
  }

  /** @param amount above 0, at most the capacity; to be waited for with `yield*` */
  get(amount: number): Wait<void> {
    return this.#ask(amount, this.#gets, `${amount} of '${this.name}'`);
  }

  /** Puts an amount in if there is room now. For handlers too. @returns whether there was */
  offer(amount: number): boolean {
    this.#check(amount);
    if (this.#puts.length > 0 || this.capacity - this.#level < amount) return false;
    this.#set(this.#level + amount);
    this.serve();
    return true;
  }

  /** Takes an amount out if it is there now. For handlers too. @returns whether it was */
  take(amount: number): boolean {
    this.#check(amount);
    if (this.#gets.length > 0 || this.#level < amount) return false;
    this.#set(this.#level - amount);
    this.serve();
    return true;
  }

  /** @internal */
  serve(): void {
    this.servePuts();
    this.serveGets();
  }

  /** @internal */
  servePuts(): void {
    for (let put = this.#puts[0]; put !== undefined && this.capacity - this.#level >= put.amount; put = this.#puts[0]) {
      this.#puts.shift();
      this.#set(this.#level + put.amount);
      put.succeed();
    }
  }

  /** @internal */
  serveGets(): void {
    for (let get = this.#gets[0]; get !== undefined && this.#level >= get.amount; get = this.#gets[0]) {
      this.#gets.shift();
      this.log?.waited(get.waited);
      this.#set(this.#level - get.amount);
      get.succeed();
    }
    this.log?.queued(this.#gets.length);
  }

  /** @internal */
  withdraw(amount: Amount): void {
    for (const queue of [this.#puts, this.#gets]) {
      const at = queue.indexOf(amount);
      if (at >= 0) queue.splice(at, 1);
    }
    // The next one may want less.
    this.serve();
  }

  /** @internal What was put in, by one who waits no longer, is taken out. */
  takeBack(amount: number): void {
    this.#set(this.#level - amount);
    this.serve();
  }

  /**
   * @internal What was got, by one who waits no longer, is put in. What there is no room for, as others have filled it, waits for room
   * before all that is to be put in.
   */
  putBack(amount: number): void {
    const room = this.capacity - this.#level;
    if (amount > room) {
      const rest = amount - room;
      this.#puts.unshift(new Amount(this.agenda, this, rest, true, `room for ${rest} in '${this.name}'`));
    }
    this.#set(amount > room ? this.capacity : this.#level + amount);
    this.serve();
  }

  #ask(amount: number, queue: Amount[], text: string): Amount {
    this.#check(amount);
    const isPut = queue === this.#puts;
    const wait = this.agenda.made(new Amount(this.agenda, this, amount, isPut, text));
    queue.push(wait);
    if (isPut) this.servePuts();
    else this.serveGets();
    return wait;
  }

  #set(level: number): void {
    this.#level = level;
    this.log?.used(level);
  }

  #check(amount: number): void {
    if (!(typeof amount === 'number' && amount > 0 && amount <= this.capacity && amount < Infinity))
      throw this.#invalid('an amount', amount, `a number above 0, and at most the capacity, ${this.capacity}`);
  }

  #invalid(what: string, value: unknown, wanted: string): DiscoError {
    const { node, epoch } = this.agenda.host;
    const message = `container '${this.name}' of node '${node}' was given ${what} of ${shownValue(value)}; give ${wanted}`;
    return new DiscoError('ARGUMENT_INVALID', message, { node, epoch });
  }
}

/** The wait for an amount, or for room. */
class Amount extends Wait<void> {
  readonly #asked: number;

  constructor(
    agenda: Agenda,
    private readonly container: Container,
    readonly amount: number,
    private readonly isPut: boolean,
    readonly text: string,
  ) {
    super(agenda);
    this.#asked = agenda.epoch;
  }

  get waited(): number {
    return this.agenda.epoch - this.#asked;
  }

  override get isFinal(): boolean {
    return this.isPut && this.hasCome && this.container.level < this.amount;
  }

  protected override passed(): void {
    if (this.isPut) this.container.serveGets();
    else this.container.servePuts();
  }

  protected override withdraw(): void {
    this.container.withdraw(this);
  }

  protected override giveBack(): void {
    if (this.isPut) {
      if (this.isDone) return;
      // What others have got since stays put in.
      if (this.isFinal) return this.confirm();
    }
    this.revoke();
    if (this.isPut) this.container.takeBack(this.amount);
    else this.container.putBack(this.amount);
  }
}
