import { NONE, type EventPool } from './event-pool.js';
import type { Prefetch } from './prefetch.js';

/** With fewer entries than this when the calendar is laid out, the heap alone is faster than any calendar. */
const CALENDAR_LEAVES = 256;
/**
 * A lone heap that reaches this size becomes a calendar. Larger than `CALENDAR_LEAVES`, so that the two do not
 * alternate.
 */
const CALENDAR_ENTERS = 512;
/** This many canceled entries may always stay in the queue. */
const FEW_CANCELED = 1024;
const FIRST_FRONT = CALENDAR_ENTERS * 2 + 2;
/**
 * The calendar reaches this many times as far as the distance from the first entry to the one at the first quartile.
 */
const REACH = 8;
/** The front takes in at least this many entries, so that there is something to prefetch. */
const WIDE = 16;

/**
 * Pending entries by epoch: `pop` returns one with the least epoch. Entries of equal epoch come in no particular order.
 *
 * A binary heap holds what is due first (the front). Behind it lies a calendar of buckets, each an unordered linked
 * list, and behind that one more such list for everything later. When the front runs empty it takes in the next bucket;
 * when the calendar is exhausted it is laid out again over the later list. An entry moves about three times however
 * many are pending, where a heap alone would move it about log2 n times. (The calendar follows R. Brown, "Calendar
 * queues", CACM 31(10), 1988; sorting only what is due next follows the ladder queue of W. T. Tang, R. S. M. Goh and I.
 * L.-J. Thng, ACM TOMACS 15(3), 2005.)
 *
 * Invariants: the front is empty only if the queue is; every epoch in the front is below every epoch in an unopened
 * bucket, and those are below every later one. Only the slot, `(epoch - base) * slotsPerUnit`, decides where an entry
 * belongs; it never decreases in the epoch, so rounding cannot put two entries in the wrong order.
 *
 * A canceled entry stays where it is, since neither the heap nor the lists can find it, but never at the head, so it is
 * never visible from outside. Once there are half as many canceled entries as there were live ones, the queue is
 * rebuilt without them: that is constant work per entry.
 */
export class TimeQueue {
  // The front: a binary heap with its root at 1. Unused keys are Infinity, so a lone left child has a right sibling.
  private keys = new Float64Array(FIRST_FRONT).fill(Infinity);
  private ids = new Int32Array(FIRST_FRONT);
  private length = 0;
  /**
   * The root is empty: its key is that of its lesser child, and it still counts in `length`, which is at least 2. The
   * next push fills it.
   */
  private hole = false;

  // The calendar: bucket i is a linked list, through the pool, of the entries of slot i.
  private heads = new Int32Array(0);
  private base = 0;
  private slotsPerUnit = 0;
  private slots = 0;
  /** Buckets below this index are in the front; Infinity while there is no calendar. */
  private opened = Infinity;
  private later = NONE;
  private laterCount = 0;

  private canceled = 0;
  private mostCanceled = FEW_CANCELED;
  /** Canceled entries freed since the last check whether memory can be released. */
  private leftOut = 0;

  /**
   * @param pool holds the epochs of the entries, and the lists of the calendar
   * @param prefetch called for the port of each entry that enters the front from behind it
   * @param moved called when an entry that is not a timer's gets a new index in the pool
   */
  constructor(
    private readonly pool: EventPool,
    private readonly prefetch: Prefetch,
    private readonly moved: (from: number, to: number) => void = () => {},
  ) {}

  /**
   * Adds an entry of the pool.
   *
   * @param epoch the entry's epoch, finite
   */
  push(epoch: number, id: number): void {
    const slot = (epoch - this.base) * this.slotsPerUnit;
    if (slot >= this.opened) this.putBack(id);
    else if (this.hole) {
      // The entry sinks from the root; the smaller child is selected without a branch.
      const { keys, ids, length } = this;
      let place = 1;
      let child = 2;
      while (child <= length) {
        child += +(keys[child + 1] < keys[child]);
        const key = keys[child];
        if (key >= epoch) break;
        keys[place] = key;
        ids[place] = ids[child];
        place = child;
        child = place << 1;
      }
      keys[place] = epoch;
      ids[place] = id;
      this.hole = false;
    } else this.rise(epoch, id);
  }

  /** The least epoch, or Infinity if the queue is empty. */
  get epoch(): number {
    return this.keys[1];
  }

  /** Removes an entry with the least epoch and returns its id. The queue must not be empty. */
  pop(): number {
    if (this.hole) this.closeHole();
    const id = this.ids[1];
    if (this.length === 1) this.popLast();
    else {
      const { keys } = this;
      keys[1] = keys[2 + +(keys[3] < keys[2])];
      this.hole = true;
    }
    if (this.canceled > 0) this.dropCanceled();
    return id;
  }

  /** Visits all entries, in no particular order; canceled ones may be among them. */
  each(visit: (id: number) => void): void {
    if (this.hole) this.closeHole();
    const { ids, heads, pool } = this;
    for (let place = 1; place <= this.length; place++) visit(ids[place]);
    for (let bucket = this.opened; bucket < this.slots; bucket++)
      for (let id = heads[bucket]; id >= 0; id = pool.next(id)) visit(id);
    for (let id = this.later; id >= 0; id = pool.next(id)) visit(id);
  }

  /** Releases the memory of the calendar. The queue must be empty. */
  release(): void {
    this.heads = new Int32Array(0);
  }

  /** Cancels an entry, and frees it now or later. */
  cancel(id: number): void {
    const { pool } = this;
    pool.cancel(id);
    this.canceled += 1;
    if (pool.epoch(id) === this.epoch) this.dropCanceled();
    if (this.canceled > this.mostCanceled || this.isSpacious()) this.compact();
  }

  /** Whether a quarter of the records would do. Counting them pays off only now and then. */
  private isSpacious(): boolean {
    const { pool, leftOut } = this;
    if (leftOut <= FEW_CANCELED || leftOut <= pool.capacity >> 2) return false;
    if (pool.freeCount > 0.75 * pool.capacity) return true;
    this.leftOut = 0;
    return false;
  }

  /** Frees canceled entries until the first one is live. */
  private dropCanceled(): void {
    while (this.length > 0) {
      if (this.hole) this.closeHole();
      const id = this.ids[1];
      if (!this.pool.isCanceled(id)) return;
      this.canceled -= 1;
      this.leftOut += 1;
      this.pool.free(id);
      if (this.length === 1) this.popLast();
      else this.hole = true;
    }
  }

  /** Rebuilds the queue without canceled entries and releases memory. */
  private compact(): void {
    if (this.hole) this.closeHole();
    const { pool, ids, heads } = this;
    for (let place = 1; place <= this.length; place++) this.list(ids[place], Infinity);
    for (let bucket = this.opened; bucket < this.slots; bucket++) {
      for (let id = heads[bucket], next = NONE; id >= 0; id = next) {
        next = pool.next(id);
        this.list(id, Infinity);
      }
    }
    let first = NONE;
    let count = 0;
    for (let id = this.later, next = NONE; id >= 0; id = next) {
      next = pool.next(id);
      if (pool.isCanceled(id)) pool.free(id);
      else {
        pool.setNext(id, first);
        first = id;
        count += 1;
      }
    }
    if (this.keys.length > FIRST_FRONT) {
      this.keys = new Float64Array(FIRST_FRONT);
      this.ids = new Int32Array(FIRST_FRONT);
    }
    this.keys.fill(Infinity);
    this.heads = new Int32Array(0);
    this.length = 0;
    this.later = NONE;
    this.leaveCalendar();
    this.leftOut += this.canceled;
    this.canceled = 0;
    this.mostCanceled = Math.max(FEW_CANCELED, count >> 1);
    if (this.leftOut > pool.capacity >> 3) {
      this.leftOut = 0;
      first = pool.shrink(first, this.moved);
    }
    for (let id = first, next = NONE; id >= 0; id = next) {
      next = pool.next(id);
      this.push(pool.epoch(id), id);
    }
  }

  private popLast(): void {
    this.length = 0;
    this.keys[1] = Infinity;
    if (this.opened < Infinity) this.refill();
  }

  /** Fills the hole with the last entry. */
  private closeHole(): void {
    const last = this.length--;
    const epoch = this.keys[last];
    this.keys[last] = Infinity;
    this.push(epoch, this.ids[last]);
  }

  private rise(epoch: number, id: number): void {
    let place = ++this.length;
    if (place + 1 >= this.keys.length) this.growFront();
    const { keys, ids } = this;
    let parent = place >> 1;
    while (parent > 0 && keys[parent] > epoch) {
      keys[place] = keys[parent];
      ids[place] = ids[parent];
      place = parent;
      parent = place >> 1;
    }
    keys[place] = epoch;
    ids[place] = id;
    if (this.length >= CALENDAR_ENTERS && this.opened === Infinity) this.enterCalendar();
  }

  /**
   * Puts an entry behind the front, which must not be empty. (The slot is not a parameter because it would be boxed.)
   */
  private putBack(id: number): void {
    this.list(id, (this.pool.epoch(id) - this.base) * this.slotsPerUnit);
  }

  private list(id: number, slot: number): void {
    if (slot < this.slots) {
      const bucket = slot | 0;
      this.pool.setNext(id, this.heads[bucket]);
      this.heads[bucket] = id;
    } else {
      this.pool.setNext(id, this.later);
      this.later = id;
      this.laterCount++;
    }
  }

  /** Moves the next entries, if any, into the empty front. */
  private refill(): void {
    for (;;) {
      const { heads, slots } = this;
      let bucket = this.opened;
      while (bucket < slots && heads[bucket] < 0) bucket++;
      if (bucket < slots) {
        this.opened = bucket + 1;
        const first = heads[bucket];
        heads[bucket] = NONE;
        this.takeIn(first);
        if (this.length >= WIDE) return;
        continue;
      }
      if (this.length > 0) return;
      if (this.laterCount < CALENDAR_LEAVES) {
        this.leaveCalendar();
        return;
      }
      this.layOut();
    }
  }

  private takeIn(first: number): void {
    const { pool, prefetch } = this;
    for (let id = first, next = NONE; id >= 0; id = next) {
      next = pool.next(id);
      this.rise(pool.epoch(id), id);
      const port = pool.port(id);
      prefetch.port(port < 0 ? ~port : port);
    }
  }

  private enterCalendar(): void {
    const { keys, ids, length } = this;
    this.opened = 0;
    for (let place = 1; place <= length; place++) {
      this.list(ids[place], Infinity);
      keys[place] = Infinity;
    }
    this.length = 0;
    this.refill();
  }

  private leaveCalendar(): void {
    this.base = 0;
    this.slotsPerUnit = 0;
    this.slots = 0;
    this.opened = Infinity;
    const first = this.later;
    this.later = NONE;
    this.laterCount = 0;
    this.takeIn(first);
  }

  /**
   * Spreads the later entries over a new calendar with as many buckets as entries; the first one always gets a bucket.
   */
  private layOut(): void {
    const { pool } = this;
    const count = this.laterCount;
    const stride = Math.max(1, count >> 6);
    const sample = new Float64Array(Math.ceil(count / stride));
    let least = Infinity;
    let index = 0;
    for (let id = this.later; id >= 0; id = pool.next(id)) {
      const epoch = pool.epoch(id);
      if (epoch < least) least = epoch;
      if (index % stride === 0) sample[index / stride] = epoch;
      index++;
    }
    const quarter = sample.sort()[sample.length >> 2];
    if (count > this.heads.length) this.heads = new Int32Array(count + (count >> 1)).fill(NONE);
    this.base = least;
    // Finite even if a quarter of the entries share the least epoch: these then fill the only bucket in use.
    this.slotsPerUnit = Math.min(count / (REACH * (quarter - least)), Number.MAX_VALUE);
    this.slots = count;
    this.opened = 0;
    let id = this.later;
    this.later = NONE;
    this.laterCount = 0;
    while (id >= 0) {
      const following = pool.next(id);
      this.list(id, (pool.epoch(id) - this.base) * this.slotsPerUnit);
      id = following;
    }
  }

  private growFront(): void {
    const keys = new Float64Array(this.keys.length * 2).fill(Infinity);
    keys.set(this.keys);
    this.keys = keys;
    const ids = new Int32Array(keys.length);
    ids.set(this.ids);
    this.ids = ids;
  }
}
