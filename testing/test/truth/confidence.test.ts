import { expect, test } from 'vitest';
import { studentInterval } from './confidence.js';
import './agreement.js';

// Quantiles of Student's t as in any table, for example in the NIST/SEMATECH e-Handbook of Statistical Methods, section
// 1.3.6.7.2. Two estimates c ± 1 have a standard error of 1, so the half-width is the quantile itself.
test.each([
  [0.8, 3.078],
  [0.95, 12.706],
  [0.99, 63.657],
])('the half-width at a level of %d is the tabulated quantile', (level, quantile) => {
  const { mean, halfWidth } = studentInterval([4, 6], level);
  expect(mean).toBe(5);
  expect(halfWidth).toBeCloseTo(quantile, 3);
});

test('25 estimates use 24 degrees of freedom', () => {
  const estimates = Array.from({ length: 25 }, (_, i) => (i % 2 === 0 ? 1 : -1));
  const deviation = Math.sqrt((25 - 1 / 25) / 24);
  expect(studentInterval(estimates, 0.998).halfWidth).toBeCloseTo((3.467 * deviation) / 5, 3);
});

test('a wrong value is refused, and so are estimates that are too few or too far apart to decide', () => {
  const estimates = [9.9, 10, 10.1, 10, 9.95, 10.05];
  expect(estimates).toAgreeWith(10);
  expect(() => expect(estimates).toAgreeWith(11)).toThrow('10.000 ± 0.20 does not cover 11.000');
  expect(() => expect(estimates).not.toAgreeWith(10)).toThrow('10.000 ± 0.20 covers 10.000');
  expect(() => expect([5, 10, 15]).toAgreeWith(10)).toThrow('too wide to tell');
  expect(() => expect([5, 10, 15]).not.toAgreeWith(1)).toThrow('too wide to tell');
  expect(() => expect([10]).toAgreeWith(10)).toThrow('too wide to tell');
});

test('a value is distinguished from its neighbours if the interval covers neither of them', () => {
  const estimates = [9.9, 10, 10.1, 10, 9.95, 10.05];
  expect(estimates).toTellFromNeighbours(10);
  expect(estimates).not.toTellFromNeighbours(11);
  expect(() => expect(estimates).toTellFromNeighbours(10.5)).toThrow('10.000 ± 0.20 does not cover 10.500, and 9.9750');
  expect(() => expect(estimates).toTellFromNeighbours(10, 0.03)).toThrow('too wide to tell');
});
