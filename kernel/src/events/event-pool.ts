/**
 * All pending entries, each a record of 32 bytes, so that one entry is one cache line at most: event epoch and send counter as
 * doubles, then receiving port, sending port, next entry (of an inbox, or of the free list). An entry without sender is a
 * wakeup. Freed records are handed out again last in, first out: they are still in the cache.
 */
export class EventPool {
  private doubles = new Float64Array();
  private ints = new Int32Array();
  private readonly payloads: unknown[] = [];
  private firstFree = NONE;

  /** Bytes that the records take, payloads themselves aside. */
  get byteLength(): number {
    return this.doubles.byteLength + this.payloads.length * POINTER;
  }

  /** A new entry; `sender` is `NONE` for a wakeup. */
  add(epoch: number, port: number, sender: number, counter: number, payload: unknown): number {
    if (this.firstFree === NONE) this.grow();
    const id = this.firstFree;
    const { doubles, ints } = this;
    const at = id * INTS;
    this.firstFree = ints[at + NEXT];
    ints[at + PORT] = port;
    ints[at + SENDER] = sender;
    doubles[id * DOUBLES] = epoch;
    doubles[id * DOUBLES + 1] = counter;
    this.payloads[id] = payload;
    return id;
  }

  free(id: number): void {
    this.payloads[id] = null;
    this.ints[id * INTS + NEXT] = this.firstFree;
    this.firstFree = id;
  }

  epoch(id: number): number {
    return this.doubles[id * DOUBLES];
  }

  counter(id: number): number {
    return this.doubles[id * DOUBLES + 1];
  }

  port(id: number): number {
    return this.ints[id * INTS + PORT];
  }

  sender(id: number): number {
    return this.ints[id * INTS + SENDER];
  }

  payload(id: number): unknown {
    return this.payloads[id];
  }

  next(id: number): number {
    return this.ints[id * INTS + NEXT];
  }

  setNext(id: number, next: number): void {
    this.ints[id * INTS + NEXT] = next;
  }

  private grow(): void {
    const old = this.payloads.length;
    const capacity = Math.max(FIRST_CAPACITY, Math.ceil(old * 1.5));
    const doubles = new Float64Array(capacity * DOUBLES);
    doubles.set(this.doubles);
    this.doubles = doubles;
    this.ints = new Int32Array(doubles.buffer);
    for (let id = old; id < capacity; id++) this.payloads.push(null);
    for (let id = capacity - 1; id >= old; id--) this.free(id);
  }
}

/** No entry, no port, and the sender of a wakeup. */
export const NONE = -1;

const FIRST_CAPACITY = 64;
const DOUBLES = 4;
const INTS = 2 * DOUBLES;
const PORT = 4;
const SENDER = 5;
const NEXT = 6;
const POINTER = 8;
