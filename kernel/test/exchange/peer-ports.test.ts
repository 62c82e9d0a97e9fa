import { expect, it } from 'vitest';
import { Inlet } from '../../src/exchange/inlet.js';
import { PeerPorts } from '../../src/exchange/peer-ports.js';

it('promises that rise pass an activation only if it had to wait for them, and need not any more', () => {
  const outlet = new Inlet([0], [{ port: 1, place: 1, delay: 0, links: [] }], Int32Array.of(0, 1));
  const ports = new PeerPorts([], [outlet]);
  const { told, due } = ports;
  const passes = (epoch: number): boolean => ports.passes(epoch);
  due.raise(0, 3, 1);
  expect([2, 3, 5].map(passes)).toEqual([true, true, false]);
  told.raise(0, 5, 1);
  due.raise(0, 6, 0);
  expect([5, 5.5, 6].map(passes)).toEqual([false, true, false]);
  due.raise(0, 6, 1);
  expect(passes(6)).toBe(true);
});
