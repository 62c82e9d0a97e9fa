import { describe, expect, it } from 'vitest';
import { Patience } from '../../src/shared-memory/patience.js';

describe('the patience of a waiting worker', () => {
  it('is as long as allowed at first, and as long as spinning pays off', () => {
    const patience = new Patience(0.1, 2, 2);
    expect(patience.spin).toBe(0.1);
    patience.paid();
    expect(patience.spin).toBe(0.1);
  });

  it('shrinks when spinning is in vain, and grows again when it would have paid off', () => {
    const patience = new Patience(0.1, 2, 2);
    for (let time = 0; time < 50; time++) patience.slept(5, time % 2 === 0);
    expect(patience.spin).toBe(0.001);
    patience.slept(0.05, false);
    expect(patience.spin).toBe(0.001);
    for (let time = 0; time < 3; time++) patience.slept(0.05, true);
    expect(patience.spin).toBe(0.008);
    for (let time = 0; time < 5; time++) patience.paid();
    expect(patience.spin).toBe(0.1);
  });

  it.each([
    [0.1, 3, 2],
    [0, 2, 2],
  ])('is 0 with %d ms for %d workers on %d cores', (longest, workers, cores) => {
    const patience = new Patience(longest, workers, cores);
    patience.slept(5, true);
    patience.paid();
    expect(patience.spin).toBe(0);
  });
});
