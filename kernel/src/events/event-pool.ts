import type { Timer } from './timer.js';

/** No entry, and no port. All that are some are at least 0, so `< 0` asks for it. */
export const NONE = -1;

const FIRST_CAPACITY = 64;
// Sizes of a record as powers of 2, and places in it. Unlike products and sums, `<<` and `|` need no check for overflow.
const DOUBLES = 2;
const INTS = 3;
const COUNTER = 1;
const PORT = 4;
const SENDER = 5;
const NEXT = 6;
const PREVIOUS = 7;
/** The port of an entry that was taken back. `~port` of no port. */
const CANCELLED = -(2 ** 31);

/**
 * All pending entries, each a record of 32 bytes, so that one entry is one cache line at most: event epoch and send counter as
 * doubles, then receiving port, sending port, next entry (of an inbox, a bucket of the time queue, or the free list), and
 * the entry before a timer in an inbox. The entry of a wakeup has `~port` as its receiving port, no sender, and as its counter whether it is a hard one. That of a timer has
 * `~port` too, and the timer as its payload, until it is delivered: so the way of an event asks for neither. Freed records are handed
 * out again last in, first out: they are still in the cache.
 */
export class EventPool {
  private doubles = new Float64Array();
  /** The same bytes. */
  private ints = new Int32Array();
  private readonly payloads: unknown[] = [];
  private firstFree = NONE;

  /** A new entry; a wakeup has `~port`, and `NONE` as sender. */
  add(epoch: number, port: number, sender: number, counter: number, payload: unknown): number {
    let id = this.firstFree;
    if (id < 0) id = this.grow();
    const { doubles, ints } = this;
    // The places are written out here: their names would make `send` too long for the compiler to put it in one piece.
    const at = id << 3;
    this.firstFree = ints[at | 6];
    ints[at | 4] = port;
    ints[at | 5] = sender;
    doubles[id << 2] = epoch;
    doubles[(id << 2) | 1] = counter;
    this.payloads[id] = payload;
    return id;
  }

  free(id: number): void {
    this.payloads[id] = null;
    this.ints[(id << INTS) | NEXT] = this.firstFree;
    this.firstFree = id;
  }

  epoch(id: number): number {
    return this.doubles[id << DOUBLES];
  }

  counter(id: number): number {
    return this.doubles[(id << DOUBLES) | COUNTER];
  }

  setCounter(id: number, counter: number): void {
    this.doubles[(id << DOUBLES) | COUNTER] = counter;
  }

  /** The receiving port of an event; `~port` for a wakeup, and for a timer that is pending. */
  port(id: number): number {
    return this.ints[(id << INTS) | PORT];
  }

  setPort(id: number, port: number): void {
    this.ints[(id << INTS) | PORT] = port;
  }

  /** Marks an entry as taken back, and gives up its payload. The record stays until whoever lists it frees it. */
  cancel(id: number): void {
    this.setPort(id, CANCELLED);
    this.payloads[id] = null;
  }

  isCancelled(id: number): boolean {
    return this.port(id) === CANCELLED;
  }

  /** Whether a timer that is still to come has this entry. */
  isTimer(id: number): boolean {
    return this.port(id) < 0 && this.sender(id) >= 0 && !this.isCancelled(id);
  }

  /** Makes an event of a timer. */
  deliver(id: number): void {
    const timer = this.payloads[id] as Timer;
    this.setPort(id, ~this.port(id));
    this.payloads[id] = timer.leave();
  }

  sender(id: number): number {
    return this.ints[(id << INTS) | SENDER];
  }

  payload(id: number): unknown {
    return this.payloads[id];
  }

  next(id: number): number {
    return this.ints[(id << INTS) | NEXT];
  }

  setNext(id: number, next: number): void {
    this.ints[(id << INTS) | NEXT] = next;
  }

  get capacity(): number {
    return this.payloads.length;
  }

  /** How many records are not in use, counted one by one. */
  get freeCount(): number {
    let count = 0;
    for (let id = this.firstFree; id >= 0; id = this.next(id)) count += 1;
    return count;
  }

  /** The entry before a timer in an inbox. */
  previous(id: number): number {
    return this.ints[(id << INTS) | PREVIOUS];
  }

  setPrevious(id: number, previous: number): void {
    this.ints[(id << INTS) | PREVIOUS] = previous;
  }

  /**
   * Gives memory back, if less than a quarter of the records is in use. Entries of a list are moved to the front for that; others, which
   * are few, stay where they are.
   *
   * @param first of the list
   * @param moved told of entries of the list that are no timers: those know their entries
   * @returns the first of the list then
   */
  shrink(first: number, moved: (from: number, to: number) => void): number {
    const old = this.payloads.length;
    const isFree = new Uint8Array(old);
    let used = old;
    for (let id = this.firstFree; id >= 0; id = this.next(id), used--) isFree[id] = 1;
    const capacity = Math.max(FIRST_CAPACITY, 2 * used);
    if (capacity > old / 2) return first;
    let free = 0;
    let kept = NONE;
    for (let id = first, next = NONE; id >= 0; id = next) {
      next = this.next(id);
      let to = id;
      if (id >= capacity) {
        while (isFree[free] === 0) free += 1;
        to = free;
        this.move(id, to);
        [isFree[id], isFree[to]] = [1, 0];
        if (!this.isTimer(to)) moved(id, to);
      }
      this.setNext(to, kept);
      kept = to;
    }
    this.truncate(Math.max(capacity, isFree.lastIndexOf(0) + 1), isFree);
    return kept;
  }

  private move(from: number, to: number): void {
    this.doubles.copyWithin(to << DOUBLES, from << DOUBLES, (from + 1) << DOUBLES);
    this.payloads[to] = this.payloads[from];
    if (this.isTimer(to)) (this.payloads[to] as Timer).entry = to;
  }

  private truncate(capacity: number, isFree: Uint8Array): void {
    this.doubles = this.doubles.slice(0, capacity << DOUBLES);
    this.ints = new Int32Array(this.doubles.buffer);
    this.payloads.length = capacity;
    this.firstFree = NONE;
    for (let id = capacity - 1; id >= 0; id--) if (isFree[id] === 1) this.free(id);
  }

  /** Makes room, and returns the first free record. */
  private grow(): number {
    const old = this.payloads.length;
    const capacity = Math.max(FIRST_CAPACITY, Math.ceil(old * 1.5));
    const doubles = new Float64Array(capacity << DOUBLES);
    doubles.set(this.doubles);
    this.doubles = doubles;
    this.ints = new Int32Array(doubles.buffer);
    for (let id = old; id < capacity; id++) this.payloads.push(null);
    for (let id = capacity - 1; id >= old; id--) this.free(id);
    return old;
  }
}
