import type { Timer } from './timer.js';

/** No entry, or no port. Valid ids are at least 0, so `< 0` tests for it. */
export const NONE = -1;

const FIRST_CAPACITY = 64;
// Sizes of a record as powers of 2, and offsets in it. Unlike products and sums, `<<` and `|` need no overflow check.
const DOUBLES = 2;
const INTS = 3;
const COUNTER = 1;
const PORT = 4;
const SENDER = 5;
const NEXT = 6;
const PREVIOUS = 7;
/** The port of a canceled entry. Differs from `~port` of every port. */
const CANCELED = -(2 ** 31);

/**
 * All pending entries, in records of 32 bytes, so that an entry never takes more than one cache line. A record holds
 * the event epoch and the send counter as doubles, then the receiving port, the sending port, the next entry (of an
 * inbox, of a bucket of the time queue, or of the free list) and, for a timer in an inbox, the previous entry.
 *
 * The entry of a wakeup has `~port` as its receiving port and no sender; its counter says whether the wakeup is hard.
 * The entry of a timer also has `~port`, and the timer as its payload, until it is delivered. So the path of an
 * ordinary event checks for neither. Freed records are reused last in, first out, while they are still in the cache.
 */
export class EventPool {
  private doubles = new Float64Array();
  /** The same bytes as `doubles`. */
  private ints = new Int32Array();
  private readonly payloads: unknown[] = [];
  private firstFree = NONE;

  /** Creates an entry; a wakeup has `~port`, and `NONE` as its sender. */
  add(epoch: number, port: number, sender: number, counter: number, payload: unknown): number {
    let id = this.firstFree;
    if (id < 0) id = this.grow();
    const { doubles, ints } = this;
    // The offsets are literals here: named constants would make `send` too long for the compiler to inline.
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

  /** The receiving port of an event; `~port` for a wakeup or a pending timer. */
  port(id: number): number {
    return this.ints[(id << INTS) | PORT];
  }

  /** The port that an entry of any kind activates. */
  target(id: number): number {
    const port = this.port(id);
    return port < 0 ? ~port : port;
  }

  setPort(id: number, port: number): void {
    this.ints[(id << INTS) | PORT] = port;
  }

  /** Marks an entry as canceled and drops its payload. The record is freed by the owner of the list that it is in. */
  cancel(id: number): void {
    this.setPort(id, CANCELED);
    this.payloads[id] = null;
  }

  isCanceled(id: number): boolean {
    return this.port(id) === CANCELED;
  }

  /** Whether this entry belongs to a pending timer. */
  isTimer(id: number): boolean {
    return this.port(id) < 0 && this.sender(id) >= 0 && !this.isCanceled(id);
  }

  /** Turns a timer into an event. */
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

  /** Number of unused records; counts them one by one. */
  get freeCount(): number {
    let count = 0;
    for (let id = this.firstFree; id >= 0; id = this.next(id)) count += 1;
    return count;
  }

  /** The entry that precedes a timer in an inbox. */
  previous(id: number): number {
    return this.ints[(id << INTS) | PREVIOUS];
  }

  setPrevious(id: number, previous: number): void {
    this.ints[(id << INTS) | PREVIOUS] = previous;
  }

  /**
   * Releases memory if less than a quarter of the records is in use. To do so, moves the entries of a list to the
   * front; the few other entries stay where they are.
   *
   * @param first first entry of the list
   * @param moved called for each moved entry of the list that is not a timer's; timers keep track of theirs
   * @returns the new first entry of the list
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

  /** Enlarges the pool and returns the first free record. */
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
