import { DiscoError, shownValue } from '@disco-engine/kernel';
import type { Agenda } from './agenda.js';
import type { ResourceLog } from './resource-log.js';
import { Wait } from './wait.js';

/** Options of a container. */
export interface ContainerOptions {
  /** The most it can hold; unlimited by default. */
  readonly capacity?: number | undefined;
  /** Its initial level; 0 by default. */
  readonly level?: number | undefined;
}

/**
 * An amount of something uniform, such as the fuel in a tank. Requests wait if there is too little, or no room. They are served
 * first come, first served: a later request for less does not overtake.
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

  /** The current amount. */
  get level(): number {
    return this.#level;
  }

  /** Number of waiting `get` requests. */
  get queueLength(): number {
    return this.#gets.length;
  }

  /** Puts an amount in as soon as there is room. Wait for it with `yield*`. @param amount above 0, at most the capacity */
  put(amount: number): Wait<void> {
    return this.#ask(amount, this.#puts, `room for ${amount} in '${this.name}'`);
  }

  /** Takes an amount out as soon as it is available. Wait for it with `yield*`. @param amount above 0, at most the capacity */
  get(amount: number): Wait<void> {
    return this.#ask(amount, this.#gets, `${amount} of '${this.name}'`);
  }

  /** Puts an amount in if there is room now. Handlers may call it too. @returns whether there was room */
  offer(amount: number): boolean {
    this.#check(amount);
    if (this.#puts.length > 0 || this.capacity - this.#level < amount) return false;
    this.#set(this.#level + amount);
    this.serve();
    return true;
  }

  /** Takes an amount out if it is available now. Handlers may call it too. @returns whether it was available */
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
    // The next one may ask for less.
    this.serve();
  }

  /** @internal Takes out the amount that an abandoned `put` had put in. */
  takeBack(amount: number): void {
    this.#set(this.#level - amount);
    this.serve();
  }

  /**
   * @internal Puts back the amount that an abandoned `get` had taken. Whatever no longer fits, because others have filled the
   * room, waits ahead of all other puts.
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
      throw this.#invalid('an amount', amount, `a number above 0 and at most the capacity, ${this.capacity}`);
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
      // If others have already taken the amount, it cannot be taken out again.
      if (this.isFinal) return this.confirm();
    }
    this.revoke();
    if (this.isPut) this.container.takeBack(this.amount);
    else this.container.putBack(this.amount);
  }
}
