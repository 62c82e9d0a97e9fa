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

/**
 * All pending entries, each a record of 32 bytes, so that one entry is one cache line at most: event epoch and send counter as
 * doubles, then receiving port, sending port, next entry (of an inbox, a bucket of the time queue, or the free list).
 * The entry of a wakeup has `~port` as its receiving port and no sender. Freed records are handed out again last in,
 * first out: they are still in the cache.
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

  /** The receiving port of an event; `~port` for a wakeup. */
  port(id: number): number {
    return this.ints[(id << INTS) | PORT];
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
