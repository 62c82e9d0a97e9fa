import { DiscoError, shownValue } from '@disco-engine/kernel';
import type { Agenda, AgendaProcess } from './agenda.js';
import { failedLook } from './failed-look.js';
import type { ResourceLog } from './resource-log.js';
import { Wait } from './wait.js';

/** Options of a store. */
export interface StoreOptions<Item> {
  /** Number of items that it has room for; unlimited by default. */
  readonly capacity?: number | undefined;
  /** Which of two items comes out first, as in `Array.sort`; by default the one that was put in first. */
  readonly order?: ((a: Item, b: Item) => number) | undefined;
}

/**
 * Items that are put in and taken out, such as the jobs in front of a machine. Requests that find no room, or no item that
 * fits, wait.
 *
 * @example
 * yield* this.buffer.put(job);
 * const job = yield* this.buffer.get();
 */
export class Store<Item> {
  readonly #items: Item[] = [];
  readonly #puts: Put<Item>[] = [];
  readonly #gets: Get<Item>[] = [];
  readonly #capacity: number;
  readonly #order: ((a: Item, b: Item) => number) | undefined;

  /** @internal Made by `Processes.store`. */
  constructor(
    private readonly agenda: Agenda,
    readonly name: string,
    { capacity = Infinity, order }: StoreOptions<Item>,
    private readonly log: ResourceLog | undefined,
  ) {
    if (!(capacity === Infinity || (Number.isSafeInteger(capacity) && capacity > 0))) {
      const { node } = agenda.host;
      const message = `store '${name}' of node '${node}' was given a capacity of ${shownValue(capacity)}; give a whole number of at least 1, or Infinity`;
      throw new DiscoError('ARGUMENT_INVALID', message, { node });
    }
    this.#capacity = capacity;
    this.#order = order;
    log?.used(0);
    log?.queued(0);
  }

  /** A copy of its items, in the order in which they come out. */
  get items(): readonly Item[] {
    return [...this.#items];
  }

  get size(): number {
    return this.#items.length;
  }

  /** Number of waiting `get` requests. */
  get queueLength(): number {
    return this.#gets.length;
  }

  /** Puts an item in as soon as there is room. Wait for it with `yield*`. */
  put(item: Item): Wait<void> {
    const put = this.agenda.made(new Put(this.agenda, this, item));
    this.#puts.push(put);
    this.servePuts();
    return put;
  }

  /** Puts an item in if there is room now. Handlers may call it too. @returns whether there was room */
  offer(item: Item): boolean {
    if (this.#items.length >= this.#capacity || this.#puts.length > 0) return false;
    this.#add(item);
    this.served();
    return true;
  }

  /** Takes the first item, or the first that fits, as soon as there is one. Wait for it with `yield*`. */
  get(fits?: (item: Item) => boolean): Wait<Item> {
    const get = this.agenda.made(new Get(this.agenda, this, fits));
    this.#gets.push(get);
    this.#serveGets();
    this.log?.queued(this.#gets.length);
    return get;
  }

  /** Takes the first item, or the first that fits; undefined if there is none now. Handlers may call it too. */
  take(fits?: (item: Item) => boolean): Item | undefined {
    const at = fits === undefined ? 0 : this.#items.findIndex(fits);
    if (at < 0 || at >= this.#items.length) return undefined;
    const item = this.#out(at);
    this.servePuts();
    return item;
  }

  /** @internal */
  servePuts(): void {
    const first = this.#puts[0];
    if (first === undefined || this.#items.length >= this.#capacity) return;
    this.#puts.shift();
    this.#add(first.item);
    first.succeed();
  }

  /** @internal Called when an item has come in. */
  served(): void {
    this.#serveGets();
    this.log?.queued(this.#gets.length);
  }

  #serveGets(): void {
    for (let next = 0; next < this.#gets.length;) {
      const get = this.#gets[next] as Get<Item>;
      const at = get.fits === undefined ? 0 : get.find(this.#items);
      if (at < 0 || at >= this.#items.length) {
        if (get.fits === undefined) return;
        next += 1;
        continue;
      }
      this.#gets.splice(next, 1);
      this.log?.waited(get.waited);
      get.succeed(this.#out(at));
      if (get.fits === undefined) return;
    }
  }

  /** @internal */
  withdraw(wait: Put<Item> | Get<Item>): void {
    if (wait instanceof Put) {
      const at = this.#puts.indexOf(wait);
      if (at >= 0) this.#puts.splice(at, 1);
    } else {
      const at = this.#gets.indexOf(wait);
      if (at >= 0) this.#gets.splice(at, 1);
      this.log?.queued(this.#gets.length);
    }
  }

  /** @internal Whether an item that was put in is still there. */
  has(item: Item): boolean {
    return this.#items.includes(item);
  }

  /** @internal Takes out the item that an abandoned `put` had just put in, if it is still there. */
  undo(item: Item): void {
    const at = this.#items.lastIndexOf(item);
    if (at < 0) return;
    this.#out(at);
    this.servePuts();
  }

  /**
   * @internal Puts back the item of an abandoned `get`: as the first one, or the first of its rank. If others have filled its
   * place, it waits for room ahead of all other puts.
   */
  putBack(item: Item): void {
    const order = this.#order;
    let at = 0;
    if (order !== undefined) while (at < this.#items.length && order(this.#items[at] as Item, item) < 0) at += 1;
    this.#items.splice(at, 0, item);
    this.#serveGets();
    if (this.#items.length > this.#capacity) {
      this.#items.splice(at, 1);
      this.#puts.unshift(new Put(this.agenda, this, item));
    }
    this.log?.used(this.#items.length);
    this.log?.queued(this.#gets.length);
  }

  #add(item: Item): void {
    const order = this.#order;
    let at = this.#items.length;
    if (order !== undefined) while (at > 0 && order(item, this.#items[at - 1] as Item) < 0) at -= 1;
    this.#items.splice(at, 0, item);
    this.log?.used(this.#items.length);
  }

  #out(at: number): Item {
    const [item] = this.#items.splice(at, 1);
    this.log?.used(this.#items.length);
    return item as Item;
  }
}

class Put<Item> extends Wait<void> {
  constructor(
    agenda: Agenda,
    private readonly store: Store<Item>,
    readonly item: Item,
  ) {
    super(agenda);
  }

  get text(): string {
    return `room in '${this.store.name}'`;
  }

  override get isFinal(): boolean {
    return this.hasCome && !this.store.has(this.item);
  }

  protected override passed(): void {
    this.store.served();
  }

  protected override withdraw(): void {
    this.store.withdraw(this);
  }

  protected override giveBack(): void {
    if (this.isDone) return;
    if (this.isFinal) return this.confirm();
    this.revoke();
    this.store.undo(this.item);
  }
}

class Get<Item> extends Wait<Item> {
  readonly #asked: number;
  /** The waiting process; undefined for a handler. */
  readonly #by: AgendaProcess | undefined;

  constructor(
    agenda: Agenda,
    private readonly store: Store<Item>,
    readonly fits: ((item: Item) => boolean) | undefined,
  ) {
    super(agenda);
    this.#asked = agenda.epoch;
    this.#by = agenda.active;
  }

  get text(): string {
    return `an item of '${this.store.name}'`;
  }

  get waited(): number {
    return this.agenda.epoch - this.#asked;
  }

  /** Index of the first item that fits; -1 if none does. @throws DiscoError `PROCESS_FAILED` if the author's function throws */
  find(items: readonly Item[]): number {
    const { fits } = this;
    try {
      return fits === undefined ? 0 : items.findIndex(fits);
    } catch (error) {
      throw failedLook(this.agenda, this.#by, `the filter of its get from store '${this.store.name}'`, error);
    }
  }

  protected override passed(): void {
    this.store.servePuts();
  }

  protected override withdraw(): void {
    this.store.withdraw(this);
  }

  protected override giveBack(): void {
    const item = this.value as Item;
    this.revoke();
    this.store.putBack(item);
  }
}
