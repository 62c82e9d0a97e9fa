import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventPool } from '../../src/events/event-pool.js';
import { TimeQueue } from '../../src/events/time-queue.js';
import { Prefetch } from '../../src/events/prefetch.js';

/** The queue alongside a sorted array of the same epochs. */
class Trial {
  /** The epoch of the entry taken last. */
  now = 0;
  private readonly pool = new EventPool();
  private readonly queue = new TimeQueue(
    this.pool,
    new Prefetch(),
    (from, to) => (this.ids[this.ids.indexOf(from)] = to),
  );
  private readonly epochs: number[] = [];
  /** Entries that may be canceled. */
  private readonly ids: number[] = [];

  get size(): number {
    return this.epochs.length;
  }

  push(epoch: number): void {
    const id = this.pool.add(epoch, 0, 0, 0, null);
    this.ids.push(id);
    this.queue.push(epoch, id);
    this.epochs.splice(placeOf(epoch, this.epochs), 0, epoch);
  }

  pop(): void {
    const id = this.queue.pop();
    this.now = this.pool.epoch(id);
    this.pool.free(id);
    this.ids.splice(this.ids.indexOf(id), 1);
    if (this.now !== this.epochs.shift()) throw new Error(`an entry of epoch ${this.now} came out of order`);
  }

  /** @param draw from 0 (included) to 1 (excluded): selects an entry */
  cancel(draw: number): void {
    const [id] = this.ids.splice(Math.floor(draw * this.ids.length), 1);
    this.epochs.splice(this.epochs.indexOf(this.pool.epoch(id)), 1);
    this.queue.cancel(id);
  }

  /** Whether both have the same least epoch. */
  agrees(): boolean {
    return this.queue.epoch === (this.epochs[0] ?? Infinity);
  }
}

/** How many of the sorted epochs are not greater. */
function placeOf(epoch: number, epochs: readonly number[]): number {
  let [low, high] = [0, epochs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (epochs[middle] <= epoch) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How far ahead events are sent, given a uniform number from [0, 1). */
const DELAYS: Readonly<Record<string, (uniform: number) => number>> = {
  even: (u) => u,
  daily: (u) => Math.floor(u * 5),
  none: () => 0,
  'mostly near, some far': (u) => (u < 0.5 ? u : 1e6 * u),
  'of all magnitudes': (u) => Math.exp(40 * u - 20),
  tiny: (u) => 1e-9 * u,
  'with a heavy tail': (u) => (1 - u) ** -2,
  'up to the largest': (u) => 1e300 * u,
};

/** About half as many entries gather: fewer than, about as many as, and far more than the limits of the calendar. */
const OPERATIONS = [40, 600, 1200, 6000];

const uniform = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('the time queue', () => {
  it.each(Object.keys(DELAYS))('agrees with a sorted array if delays are %s', (kind) => {
    const draws = fc.array(uniform, { minLength: 64, maxLength: 64 });
    fc.assert(
      fc.property(draws, fc.constantFrom(...OPERATIONS), fc.nat({ max: 97 }), (uniforms, operations, offset) => {
        const trial = new Trial();
        let step = offset;
        const draw = (): number => {
          // The golden ratio turns 64 draws into a sequence that does not repeat.
          step += 1;
          return (uniforms[step % 64] + step * 0.618_033_988_749_895) % 1;
        };
        for (const popped of [0.25, 0.5, 0.75, 0.4, 0.65, 1]) {
          for (let operation = 0; operation < operations; operation++) {
            if (trial.size > 0 && draw() < popped) trial.pop();
            else if (popped < 1) trial.push(trial.now + DELAYS[kind](draw()));
            if (!trial.agrees()) expect.unreachable('the queue and the array have different least epochs');
          }
        }
        expect(trial.size).toBe(0);
      }),
      { numRuns: 10 },
    );
  });

  it.each(Object.keys(DELAYS))('agrees with it if entries are canceled and delays are %s', (kind) => {
    const draws = fc.array(uniform, { minLength: 64, maxLength: 64 });
    const shares = fc.array(fc.tuple(uniform, uniform), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(draws, shares, fc.constantFrom(40, 600, 2500), (uniforms, phases, operations) => {
        const trial = new Trial();
        let step = 0;
        const draw = (): number => (uniforms[++step % 64] + step * 0.618_033_988_749_895) % 1;
        for (const [popped, canceled] of [[0, 0.1], ...phases, [0.5, 1]]) {
          for (let operation = 0; operation < operations || (canceled === 1 && trial.size > 0); operation++) {
            const choice = draw();
            if (trial.size > 0 && choice < popped / 2) trial.pop();
            else if (trial.size > 0 && choice < popped / 2 + canceled) trial.cancel(draw());
            else if (canceled < 1) trial.push(trial.now + DELAYS[kind](draw()));
            if (!trial.agrees()) expect.unreachable('the queue and the array have different least epochs');
          }
        }
        expect(trial.size).toBe(0);
      }),
      { numRuns: 10, seed: 1 },
    );
  });

  it('releases the memory of canceled entries', () => {
    const pool = new EventPool();
    /** By counter, since entries move. */
    const ids: number[] = [];
    const queue = new TimeQueue(pool, new Prefetch(), (_, to) => (ids[pool.counter(to)] = to));
    const add = (epoch: number): void => {
      const id = pool.add(epoch, 0, 0, ids.length, null);
      ids.push(id);
      queue.push(epoch, id);
    };
    for (let i = 0; i < 100_100; i++) add(i % 977);
    expect(pool.capacity).toBeGreaterThan(100_000);
    // The first entries are canceled first, so that the records still in use are at the end.
    for (let counter = 0; counter < 100_000; counter++) queue.cancel(ids[counter]);
    expect(pool.capacity).toBeLessThan(5000);
    const given = Array.from({ length: 100 }, () => pool.counter(queue.pop()));
    expect(given.sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => 100_000 + i));
    expect(queue.epoch).toBe(Infinity);
  });

  it('accepts entries due before those already popped', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(uniform, fc.boolean()), { minLength: 600, maxLength: 3000 }), (steps) => {
        const trial = new Trial();
        for (const [epoch, pops] of steps) {
          if (pops && trial.size > 0) trial.pop();
          else trial.push(epoch);
          expect(trial.agrees()).toBe(true);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('returns each entry once', () => {
    const pool = new EventPool();
    const queue = new TimeQueue(pool, new Prefetch());
    const epochs = Array.from({ length: 2000 }, (_, i) => (i * 7919) % 101);
    const ids = epochs.map((epoch) => pool.add(epoch, 0, 0, 0, null));
    ids.forEach((id, i) => queue.push(epochs[i], id));
    const given = ids.map(() => queue.pop());
    expect(new Set(given)).toEqual(new Set(ids));
    expect(queue.epoch).toBe(Infinity);
  });
});
