import { expect, it } from 'vitest';
import { RunAhead } from '../../src/exchange/run-ahead.js';

it('counts events sent at epochs that the receiver has not reached', () => {
  const ahead = new RunAhead();
  expect(ahead.size).toBe(0);
  ahead.sent(1, 3);
  ahead.sent(2, 7);
  ahead.sent(4, 8);
  expect(ahead.size).toBe(8);
  ahead.consumed(0.5);
  expect(ahead.size).toBe(8);
  // A receiver that makes no activation before 1 any more has reached it.
  ahead.consumed(1);
  expect(ahead.size).toBe(5);
  ahead.consumed(3);
  expect(ahead.size).toBe(1);
  ahead.consumed(Infinity);
  expect(ahead.size).toBe(0);
  ahead.sent(9, 10);
  expect(ahead.size).toBe(2);
});

it('ignores a message without events', () => {
  const ahead = new RunAhead();
  ahead.sent(1, 3);
  ahead.sent(5, 3);
  ahead.consumed(1);
  expect(ahead.size).toBe(0);
});

it('keeps counting correctly however long it runs and whatever it forgets', () => {
  for (const lag of [0, 1, 40, 63, 64, 65, 100, 128, 129, 300]) {
    const ahead = new RunAhead();
    let total = 0;
    const totals = [0];
    for (let epoch = 1; epoch <= 1000; epoch++) {
      ahead.sent(epoch, (total += epoch % 7));
      totals.push(total);
      if (epoch % 3 > 0) ahead.consumed(epoch - lag);
      const consumed = Math.max(0, (epoch % 3 > 0 ? epoch : epoch - 1) - lag);
      expect([lag, epoch, ahead.size]).toEqual([lag, epoch, total - totals[consumed]]);
    }
    ahead.consumed(1000);
    expect(ahead.size).toBe(0);
  }
});
