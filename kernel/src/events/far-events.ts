import { nextDouble } from '../order/next-double.js';
import { EntryList } from './entry-list.js';
import { NONE, type EventPool } from './event-pool.js';

/** This many canceled entries may always stay. */
const FEW_CANCELED = 1024;
/** Number of buckets; one more holds what is due after all of them. */
const BUCKETS = 1024;
/** Length of a chunk, a power of 2; its last word leads to the chunk before. */
const CHUNK = 32;
const LAST = CHUNK - 1;
/** The value of `least` while it is not known. */
const UNKNOWN = -1;
/** Four units in the last place. */
const FEW_PLACES = 2 ** -50;

/**
 * The entries that are not due before the end of the open window, in buckets as long as a window. A bucket is a list of
 * chunks of ids, in no particular order: adding an entry writes one word, and when the window opens, its entries are
 * read one after the other. When the last bucket has been opened, the buckets are laid out again over what is left.
 *
 * Invariant, as in `TimeQueue`: only the slot, `(epoch - base) * slotsPerUnit`, decides where an entry belongs; it
 * never decreases in the epoch.
 */
export class FarEvents {
  /** Length of a bucket from the next layout on, in simulated time. */
  width = 1;
  private chunks = new Int32Array(CHUNK * 64);
  /** The first chunk that was never used, and a list of those that are free again. */
  private unused = 0;
  private free = NONE;
  /** Per bucket, where its next id goes, or `NONE` if it is empty. */
  private readonly tails = new Int32Array(BUCKETS + 1).fill(NONE);
  private base = 0;
  private slotsPerUnit = 0;
  /** No bucket before this one has an entry. */
  private opened = BUCKETS;
  /** The end of a bucket, if known: no entry of the next one is before it. */
  private boundary = NaN;
  /** How many entries have been laid out again so far. */
  moves = 0;
  /** The least epoch; Infinity if there are no entries. */
  private least = Infinity;
  private canceled = 0;
  private mostCanceled = FEW_CANCELED;
  /** Canceled entries freed since the last attempt to release memory. */
  private leftOut = 0;
  private readonly kept = new EntryList();

  /** @param moved called when an entry that is not a timer's gets a new index in the pool */
  constructor(
    private readonly pool: EventPool,
    private readonly moved: (from: number, to: number) => void,
  ) {}

  /** Adds an entry of the pool that is not due before the end of the open window. */
  push(epoch: number, id: number): void {
    if (epoch < this.least) this.least = epoch;
    // An entry before the first bucket joins it: everything else there, and behind it, is later.
    const slot = (epoch - this.base) * this.slotsPerUnit;
    const { opened, tails } = this;
    const bucket = slot >= BUCKETS ? BUCKETS : slot > opened ? slot | 0 : opened;
    let at = tails[bucket];
    if ((at & LAST) === LAST) at = this.extend(at);
    this.chunks[at] = id;
    tails[bucket] = at + 1;
  }

  /** The least epoch, or Infinity if there are no entries. */
  get epoch(): number {
    if (this.least === UNKNOWN) this.least = this.findLeast();
    return this.least;
  }

  /** The epoch at which the bucket of the least epoch ends. There must be entries. */
  get bucketEnd(): number {
    const { epoch } = this;
    if (this.opened === BUCKETS || (epoch - this.base) * this.slotsPerUnit >= BUCKETS) this.layOut();
    const { base, slotsPerUnit, opened } = this;
    const next = Math.max(Math.floor((epoch - base) * slotsPerUnit), opened) + 1;
    // Rounding may put the quotient a few doubles before or behind the end, which is the least double of the next slot.
    const quotient = base + next / slotsPerUnit;
    if (quotient === Infinity) return Infinity;
    let end = quotient - quotient * FEW_PLACES;
    const isExact = (end - base) * slotsPerUnit < next;
    while ((end - base) * slotsPerUnit < next) end = nextDouble(end);
    this.boundary = isExact ? end : NaN;
    return end;
  }

  /** Removes all entries before an epoch, and lists them in no particular order. */
  take(end: number, list: EntryList): void {
    if (!(this.epoch < end)) return;
    this.least = UNKNOWN;
    const last = end === Infinity ? BUCKETS : Math.min((end - this.base) * this.slotsPerUnit, BUCKETS);
    for (const whole = Math.floor(last); this.opened < whole; this.opened++) this.empty(this.opened, Infinity, list);
    if (end !== this.boundary) this.empty(this.opened, end, list);
  }

  /** Cancels an entry, and frees it now or later. */
  cancel(id: number): void {
    const { pool } = this;
    if (pool.epoch(id) === this.least) this.least = UNKNOWN;
    pool.cancel(id);
    this.canceled += 1;
    if (this.canceled > this.mostCanceled) this.compact();
  }

  /** Lays the buckets out again. */
  layOut(): void {
    const { pool, kept } = this;
    for (let bucket = this.opened; bucket <= BUCKETS; bucket++) this.empty(bucket, Infinity, kept);
    let least = Infinity;
    for (let at = 0; at < kept.count; at++) least = Math.min(least, pool.epoch(kept.ids[at]));
    this.least = Infinity;
    this.moves += kept.count;
    this.base = least < Infinity ? least : 0;
    this.slotsPerUnit = Math.min(1 / this.width, Number.MAX_VALUE);
    this.opened = 0;
    this.boundary = NaN;
    for (let at = 0; at < kept.count; at++) this.push(pool.epoch(kept.ids[at]), kept.ids[at]);
    kept.release();
  }

  /** Moves the entries of a bucket that are before an epoch to a list. */
  private empty(bucket: number, end: number, list: EntryList): void {
    const { pool, chunks, tails } = this;
    let at = tails[bucket];
    tails[bucket] = NONE;
    while (at >= 0) {
      const start = at & ~LAST;
      const before = chunks[start | LAST];
      if (end === Infinity && this.canceled === 0) list.addAll(chunks, start, at);
      else {
        for (let i = start; i < at; i++) {
          const id = chunks[i];
          if (pool.isCanceled(id)) this.leaveOut(id);
          else if (pool.epoch(id) < end) list.add(id);
          else this.kept.add(id);
        }
      }
      chunks[start | LAST] = this.free;
      this.free = start | LAST;
      at = before;
    }
    if (end < Infinity) this.putBack(bucket);
  }

  private putBack(bucket: number): void {
    const { kept, tails } = this;
    for (let i = 0; i < kept.count; i++) {
      let at = tails[bucket];
      if ((at & LAST) === LAST) at = this.extend(at);
      this.chunks[at] = kept.ids[i];
      tails[bucket] = at + 1;
    }
    kept.count = 0;
  }

  /** Begins a new chunk behind one that is full, or behind none, and returns where its first id goes. */
  private extend(before: number): number {
    let last = this.free;
    if (last >= 0) this.free = this.chunks[last];
    else {
      last = this.unused + LAST;
      this.unused += CHUNK;
      if (this.unused > this.chunks.length) {
        const chunks = new Int32Array(this.chunks.length * 2);
        chunks.set(this.chunks);
        this.chunks = chunks;
      }
    }
    this.chunks[last] = before;
    return last - LAST;
  }

  private leaveOut(id: number): void {
    this.canceled -= 1;
    this.leftOut += 1;
    this.pool.free(id);
  }

  /** The least epoch of the first bucket that has an entry. */
  private findLeast(): number {
    for (;;) {
      for (; this.opened < BUCKETS; this.opened++) {
        if (this.tails[this.opened] < 0) continue;
        const least = this.leastOf(this.opened);
        if (least < Infinity) return least;
        // Only canceled ones.
        this.empty(this.opened, 0, this.kept);
      }
      if (this.tails[BUCKETS] < 0) return Infinity;
      this.layOut();
    }
  }

  private leastOf(bucket: number): number {
    const { pool, chunks, tails } = this;
    let least = Infinity;
    for (let at = tails[bucket]; at >= 0;) {
      const start = at & ~LAST;
      for (let i = start; i < at; i++) {
        const epoch = pool.epoch(chunks[i]);
        if (epoch < least && !pool.isCanceled(chunks[i])) least = epoch;
      }
      at = chunks[start | LAST];
    }
    return least;
  }

  /** Frees all canceled entries and releases memory. */
  private compact(): void {
    const { pool, kept } = this;
    for (let bucket = this.opened; bucket <= BUCKETS; bucket++) this.empty(bucket, Infinity, kept);
    let first = NONE;
    const { count } = kept;
    for (let at = 0; at < count; at++) {
      pool.setNext(kept.ids[at], first);
      first = kept.ids[at];
    }
    kept.release();
    if (this.leftOut > pool.capacity >> 3) {
      this.leftOut = 0;
      first = pool.shrink(first, this.moved);
      this.chunks = new Int32Array(CHUNK * 64);
      this.unused = 0;
      this.free = NONE;
    }
    this.least = Infinity;
    for (let id = first; id >= 0; id = pool.next(id)) this.push(pool.epoch(id), id);
    this.mostCanceled = Math.max(FEW_CANCELED, count >> 1);
  }
}
