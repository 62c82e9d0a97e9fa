import { DiscoError, shownValue } from '@disco-engine/kernel';
import type { Agenda, AgendaProcess } from './agenda.js';
import { failedLook } from './failed-look.js';
import type { ResourceLog } from './resource-log.js';
import { Wait } from './wait.js';

export interface StoreOptions<Item> {
  /** Items that there is room for; without end by default. */
  readonly capacity?: number | undefined;
  /** Which of two items is got first, as in `Array.sort`; by default that which was put first. */
  readonly order?: ((a: Item, b: Item) => number) | undefined;
}

/**
 * Items that are put in and got out, such as the jobs before a machine. Who finds no room, or nothing that fits, waits.
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
      const message = `store '${name}' of node '${node}' was given capacity ${shownValue(capacity)}; give a whole number from 1, or Infinity`;
      throw new DiscoError('ARGUMENT_INVALID', message, { node });
    }
    this.#capacity = capacity;
    this.#order = order;
    log?.used(0);
    log?.queued(0);
  }

  /** What is in it, in the order in which it is got. Copied. */
  get items(): readonly Item[] {
    return [...this.#items];
  }

  get size(): number {
    return this.#items.length;
  }

  /** How many wait for an item. */
  get queueLength(): number {
    return this.#gets.length;
  }

  /** Puts an item in as soon as there is room; to be waited for with `yield*`. */
  put(item: Item): Wait<void> {
    const put = this.agenda.made(new Put(this.agenda, this, item));
    this.#puts.push(put);
    this.servePuts();
    return put;
  }

  /** Puts an item in if there is room at once. For handlers too. @returns whether there was */
  offer(item: Item): boolean {
    if (this.#items.length >= this.#capacity || this.#puts.length > 0) return false;
    this.#add(item);
    this.served();
    return true;
  }

  /** The first item, or the first one that fits, as soon as there is one; to be waited for with `yield*`. */
  get(fits?: (item: Item) => boolean): Wait<Item> {
    const get = this.agenda.made(new Get(this.agenda, this, fits));
    this.#gets.push(get);
    this.#serveGets();
    this.log?.queued(this.#gets.length);
    return get;
  }

  /** The first item, or the first one that fits, if there is one now, or undefined. For handlers too. */
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

  /** @internal Something has come in. */
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

  /** @internal Whether something that was put in is still there. */
  has(item: Item): boolean {
    return this.#items.includes(item);
  }

  /** @internal Something that was just put in, by one who waits no longer, is taken out, if it is still there. */
  undo(item: Item): void {
    const at = this.#items.lastIndexOf(item);
    if (at < 0) return;
    this.#out(at);
    this.servePuts();
  }

  /**
   * @internal Something that was got, and that nobody waits for any more, is the first again, or the first of its rank. Where others have
   * filled its place, it waits for room before all that is to be put in.
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
  /** Who waits; undefined where it is a handler. */
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

  /** The place of the first item that fits; -1 where none does. @throws DiscoError `PROCESS_FAILED` where the author's function throws */
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
