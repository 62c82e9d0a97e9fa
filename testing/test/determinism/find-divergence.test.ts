import type { ActivationRecord } from '@disco-engine/sdk';
import { findDivergence } from '@disco-engine/testing';
import { expect, it } from 'vitest';

const simprocs = ['order', 'supply'];
const event = (payload: unknown) => ({ payload, epoch: 1, sender: 'x', simproc: 'order', counter: 0 });
const at = (node: string, epoch: number, simproc = 'order', ...payloads: unknown[]): ActivationRecord => ({
  node,
  simproc,
  epoch,
  events: payloads.map(event),
});

it('ignores the order among nodes', () => {
  const [a, b] = [at('a', 1, 'order', { x: 1 }), at('b', 1, 'order', { x: 2 })];
  expect(findDivergence([a, b], [b, a], simprocs)).toBeUndefined();
  expect(findDivergence([], [], simprocs)).toBeUndefined();
});

it('chooses the least epoch, then the highest simproc, then the position in the trace', () => {
  const found = (expected: ActivationRecord[], actual: ActivationRecord[]): string | undefined =>
    findDivergence(expected, actual, simprocs)?.node;
  expect(found([at('a', 2), at('b', 1)], [at('a', 2, 'order', 1), at('b', 1, 'order', 1)])).toBe('b');
  expect(found([at('b', 1), at('a', 1, 'supply')], [at('b', 1, 'order', 1), at('a', 1, 'supply', 1)])).toBe('b');
  expect(found([at('b', 1), at('a', 1)], [at('b', 1, 'order', 1), at('a', 1, 'order', 1)])).toBe('b');
});

it('finds an activation that only one run has', () => {
  const [first, second, third] = [at('a', 1), at('a', 2), at('a', 3)];
  expect(findDivergence([first, second], [first], simprocs)).toEqual({
    node: 'a',
    simproc: 'order',
    epoch: 2,
    expected: second,
    actual: undefined,
  });
  expect(findDivergence([first, third], [first, second, third], simprocs)).toMatchObject({
    epoch: 2,
    expected: third,
    actual: second,
  });
  const cause = at('z', 2);
  expect(findDivergence([first, second], [first, cause, at('a', 2, 'order', 1)], simprocs)?.node).toBe('z');
});
