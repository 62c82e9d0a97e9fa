import { expect, it } from 'vitest';
import { buildTopology } from '@disco-engine/kernel';
import { PendingEvents } from '../../src/events/pending-events.js';
import { layer, topologySpec } from '../sketch.js';

it('keeps one entry per wakeup, however often it is requested; a hard one also counts as soft', () => {
  const topology = buildTopology(topologySpec({ simprocs: [layer('x')], nodes: ['a', 'b'] }));
  const pending = new PendingEvents(topology, () => true);
  const added = (epoch: number, port: number, hard: boolean): number => {
    pending.addWakeup(epoch, port, hard);
    return pending.wakeups.pending;
  };
  expect([added(9, 0, false), added(9, 0, false), added(9, 1, false), added(9, 0, true)]).toEqual([1, 1, 2, 2]);
  expect([added(9, 0, true), added(9, 0, false), added(8, 0, false)]).toEqual([2, 2, 3]);
  for (let epoch = 10; epoch < 60; epoch++) added(epoch, 0, false);
  for (let again = 0; again < 1000; again++) added(10 + (again % 50), 0, false);
  expect(pending.wakeups.pending).toBe(53);
  pending.wakeups.drop(0, 30);
  expect(added(30, 0, false)).toBe(pending.wakeups.pending);
  expect([29, 30, 31].map((epoch) => pending.wakeups.entryAt(0, epoch) >= 0)).toEqual([false, true, true]);
});
