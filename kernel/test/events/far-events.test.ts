import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EntryList } from '../../src/events/entry-list.js';
import { EventPool } from '../../src/events/event-pool.js';
import { FarEvents } from '../../src/events/far-events.js';

/** What is pending, as a plain list. */
class Far {
  readonly pool = new EventPool();
  readonly far = new FarEvents(this.pool, (from, to) => this.moved(from, to));
  /** By number, which is the counter of the entry. */
  readonly pending = new Map<number, { readonly epoch: number; id: number }>();
  end = 0;
  private numbers = 0;

  push(epoch: number): void {
    const number = this.numbers++;
    const id = this.pool.add(epoch, ~0, -1, number, null);
    this.pending.set(number, { epoch, id });
    this.far.push(epoch, id);
  }

  cancel(which: number): void {
    const numbers = [...this.pending.keys()];
    const number = numbers[which % numbers.length];
    const entry = this.pending.get(number);
    if (entry === undefined) return;
    this.pending.delete(number);
    this.far.cancel(entry.id);
  }

  /** Takes what is before an epoch, and returns its epochs; also those that it should have been. */
  take(end: number): [number[], number[]] {
    const list = new EntryList();
    this.far.take(end, list);
    this.end = end;
    const due = [...this.pending].filter(([, { epoch }]) => epoch < end);
    for (const [number] of due) this.pending.delete(number);
    const taken = [...list.ids.subarray(0, list.count)];
    const epochs = taken.map((id) => this.pool.epoch(id));
    for (const id of taken) this.pool.free(id);
    return [epochs.sort((a, b) => a - b), due.map(([, { epoch }]) => epoch).sort((a, b) => a - b)];
  }

  get least(): number {
    return Math.min(...[...this.pending.values()].map(({ epoch }) => epoch), Infinity);
  }

  private moved(from: number, to: number): void {
    for (const entry of this.pending.values()) if (entry.id === from) entry.id = to;
  }
}

const WIDTHS = [0.25, 1, 1e-300, 1e300, 3];
const time = fc.oneof(
  fc.integer({ min: 0, max: 400 }).map((eighths) => eighths / 8),
  fc.double({ min: 0, max: 100, noNaN: true }),
  fc.double({ min: 0, max: Number.MAX_VALUE, noNaN: true }),
);
const action = fc.oneof(
  { weight: 6, arbitrary: fc.record({ push: time }) },
  { weight: 2, arbitrary: fc.record({ cancel: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ take: time }) },
  { weight: 3, arbitrary: fc.record({ bucket: fc.constant(true) }) },
  { weight: 1, arbitrary: fc.record({ width: fc.constantFrom(...WIDTHS) }) },
);

it('gives exactly what is due before an epoch, whatever was added and canceled', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 120, size: 'max' }), (actions) => {
      const far = new Far();
      for (const act of actions) {
        if ('push' in act) {
          if (act.push >= far.end) far.push(act.push);
        } else if ('cancel' in act) far.cancel(act.cancel);
        else if ('width' in act) {
          far.far.width = act.width;
          far.far.layOut();
        } else if ('take' in act || far.least < Infinity) {
          const end = 'take' in act ? Math.max(far.end, act.take) : far.far.bucketEnd;
          expect(end).toBeGreaterThanOrEqual(far.end);
          if (!('take' in act)) expect(end).toBeGreaterThan(far.least);
          const [taken, due] = far.take(end);
          expect(taken).toEqual(due);
        }
        expect(far.far.epoch).toBe(far.least);
      }
      const [taken, due] = far.take(Infinity);
      expect(taken).toEqual(due);
      expect(far.far.epoch).toBe(Infinity);
    }),
    { numRuns: 300, seed: 1 },
  );
});

it('keeps no memory for what was canceled', () => {
  const far = new Far();
  for (let round = 0; round < 8; round++) {
    for (let at = 0; at < 5000; at++) far.push(1e6 + at);
    while (far.pending.size > 10) {
      const [[number, { id }]] = far.pending;
      far.pending.delete(number);
      far.far.cancel(id);
    }
  }
  expect(far.pool.capacity).toBeLessThan(20_000);
  expect(far.far.epoch).toBe(far.least);
});

it('does not take the end of a bucket for one after buckets were laid out again', () => {
  const set = new Far();
  for (const epoch of [0, 0.75, 2.75]) set.push(epoch);
  expect(set.far.bucketEnd).toBe(1);
  set.far.width = 4;
  set.far.layOut();
  expect(set.take(1)).toEqual([
    [0, 0.75],
    [0, 0.75],
  ]);
});
