/**
 * All pending entries, each a record of 32 bytes, so that one entry is one cache line: event epoch and send counter as
 * doubles, then receiving port, sending port, next entry (of a list that the entry stands in, or of the free list).
 * An entry without sender is a wakeup. Freed records are handed out again last in, first out: they are still in the cache.
 */
export class EventPool {
  #doubles = new Float64Array(INITIAL * DOUBLES);
  #ints = new Int32Array(this.#doubles.buffer);
  #payloads: unknown[] = Array.from({ length: INITIAL }, () => null);
  #capacity = INITIAL;
  #free = NONE;
  #used = 0;
  /** Records ever handed out, so that the fresh ones need no list. */
  #fresh = 0;

  /** Entries that are in use. */
  get used(): number {
    return this.#used;
  }

  /** Bytes that the records take, payloads aside. */
  get byteLength(): number {
    return this.#doubles.byteLength + this.#capacity * POINTER;
  }

  /** A new entry; `sender` is `NONE` for a wakeup. */
  add(epoch: number, port: number, sender: number, counter: number, payload: unknown): number {
    const id = this.#take();
    this.#doubles[id * DOUBLES] = epoch;
    this.#doubles[id * DOUBLES + 1] = counter;
    this.#ints[id * INTS + PORT] = port;
    this.#ints[id * INTS + SENDER] = sender;
    this.#payloads[id] = payload;
    return id;
  }

  free(id: number): void {
    this.#payloads[id] = null;
    this.#ints[id * INTS + NEXT] = this.#free;
    this.#free = id;
    this.#used -= 1;
  }

  epoch(id: number): number {
    return this.#doubles[id * DOUBLES];
  }

  counter(id: number): number {
    return this.#doubles[id * DOUBLES + 1];
  }

  port(id: number): number {
    return this.#ints[id * INTS + PORT];
  }

  sender(id: number): number {
    return this.#ints[id * INTS + SENDER];
  }

  payload(id: number): unknown {
    return this.#payloads[id];
  }

  next(id: number): number {
    return this.#ints[id * INTS + NEXT];
  }

  setNext(id: number, next: number): void {
    this.#ints[id * INTS + NEXT] = next;
  }

  #take(): number {
    this.#used += 1;
    const id = this.#free;
    if (id !== NONE) {
      this.#free = this.#ints[id * INTS + NEXT];
      return id;
    }
    if (this.#fresh === this.#capacity) this.#grow();
    return this.#fresh++;
  }

  #grow(): void {
    this.#capacity = Math.ceil(this.#capacity * 1.5);
    const doubles = new Float64Array(this.#capacity * DOUBLES);
    doubles.set(this.#doubles);
    this.#doubles = doubles;
    this.#ints = new Int32Array(doubles.buffer);
    while (this.#payloads.length < this.#capacity) this.#payloads.push(null);
  }
}

/** No entry, and no sender. */
export const NONE = -1;

const INITIAL = 64;
const DOUBLES = 4;
const INTS = 2 * DOUBLES;
const PORT = 4;
const SENDER = 5;
const NEXT = 6;
const POINTER = 8;
