import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { buildTopology, Kernel, type ActivationContext, type Timer } from '@disco-engine/kernel';
import { expect, it } from 'vitest';
import { layer, topologySpec } from '../sketch.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/**
 * Heap and typed arrays after a full garbage collection: the second one waits for the threads that sweep array buffers
 * after the first.
 */
function memory(): number {
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const MILLION = 1_000_000;
/** What the test itself may leave behind: a fiftieth of the memory of a million pending timers. */
const NOTHING = 2e6;

/**
 * How much memory grows while a function is called in an activation of a node with three pending timers, after a short
 * warm-up call.
 */
function growthOf(act: (context: ActivationContext, count: number) => void): number {
  const topology = buildTopology(topologySpec({ simprocs: [layer('x')], nodes: ['a'] }));
  let growth = NaN;
  const handler = (_: unknown, context: ActivationContext): void => {
    if (context.epoch === 0) {
      for (const epoch of [2, 3, 1e6]) context.timer(0, epoch, 'kept');
      act(context, MILLION / 50);
    } else if (context.epoch === 2) {
      const before = memory();
      act(context, MILLION);
      growth = memory() - before;
    }
  };
  const kernel = new Kernel(topology, [{ node: 'a', program: { handlers: [handler] }, state: {} }]);
  expect(kernel.advance(Infinity)).toBe('finished');
  expect([kernel.activations, kernel.eventsDelivered]).toEqual([4, 3]);
  return growth;
}

it('a million timers set and canceled one after another leave memory unchanged', () => {
  const growth = growthOf((context, count) => {
    for (let at = 0; at < count; at++) context.timer(0, context.epoch + 1 + at, { at }).cancel();
  });
  expect(growth).toBeLessThan(NOTHING);
});

it('a million timers set together and then canceled leave memory unchanged', () => {
  let pending = 0;
  const growth = growthOf((context, count) => {
    const before = memory();
    let timers: Timer[] = Array.from({ length: count }, (_, at) => context.timer(0, context.epoch + 1 + at, { at }));
    pending = memory() - before;
    for (const timer of timers) timer.cancel();
    timers = [];
  });
  expect(pending).toBeGreaterThan(50 * NOTHING);
  expect(growth).toBeLessThan(NOTHING);
});

it('wakeups requested and canceled do so too, and requesting them again adds nothing', () => {
  const growth = growthOf((context, count) => {
    for (let at = 0; at < count; at++) context.wakeup(context.epoch + 1 + at).cancel();
    for (let at = 0; at < count; at++) context.wakeup(context.epoch + 1 + (at % 3), at % 2 === 0);
    for (const ahead of [1, 2, 3]) expect(context.wakeup(context.epoch + ahead).cancel()).toBe(true);
  });
  expect(growth).toBeLessThan(NOTHING);
});
