import { expect, it } from 'vitest';
import { nextEpoch } from '../../src/launch/next-epoch.js';

it.each([0, Number.MIN_VALUE, 1e-300, 0.1, 1, 1.5, 365, 2 ** 31, 2 ** 53, 1e300])(
  'nothing lies between %d and the next',
  (epoch) => {
    const next = nextEpoch(epoch);
    const middle = epoch + (next - epoch) / 2;
    expect(next).toBeGreaterThan(epoch);
    expect([epoch, next]).toContain(middle);
  },
);
