import { expect, test } from 'vitest';
import { chiSquare, distance, shareUpTo } from './goodness-of-fit.js';
import { beyond, within } from './tail-integral.js';

test('the distance is 1 if the distribution functions differ by √(ln(2 · 10⁶) / 2n)', () => {
  const count = 10_000;
  const evenly = Float64Array.from({ length: count }, (_, place) => (place + 1) / count);
  const limit = Math.sqrt(Math.log(2e6) / (2 * count));
  expect(distance(evenly, (x) => x)).toBeCloseTo(0, 10);
  expect(distance(evenly, (x) => Math.max(0, x - limit))).toBeCloseTo(1, 10);
});

// The upper 5 % and 0.1 % of chi-square with three degrees of freedom, as in any table.
test.each([
  [7.815, 0.05],
  [16.266, 0.001],
])('chi-square of %d has a probability of %d', (statistic, probability) => {
  const shift = Math.sqrt((statistic * 250) / 4);
  const counts = [250 - shift, 250 - shift, 250 + shift, 250 + shift, 0];
  expect(chiSquare(counts, [0.25, 0.25, 0.25, 0.25])).toBeCloseTo(probability, 4);
});

test('chi-square joins cells that are too small, and refuses values in none of them', () => {
  const joined = chiSquare([60, 44, 17, 0], [0.5, 0.4, 0.1]);
  expect(chiSquare([60, 44, 12, 5, 0], [0.5, 0.4, 0.05, 0.05])).toBe(joined);
  expect(chiSquare([600, 390, 6, 4, 0], [0.6, 0.39, 0.006, 0.004])).toBeGreaterThan(0.99);
  expect(chiSquare([600, 390, 6, 4, 1], [0.6, 0.39, 0.006, 0.004])).toBe(0);
  expect(() => chiSquare([1, 1, 0], [0.5, 0.4])).toThrow('come to 0.9');
});

test('the share up to a value includes the values equal to it', () => {
  const sorted = Float64Array.from([1, 2, 2, 5]);
  expect([0, 1, 2, 4, 5].map((value) => shareUpTo(sorted, (x) => x <= value))).toEqual([0, 0.25, 0.75, 0.75, 1]);
});

test('integrals of tails are exact to twelve digits, however small', () => {
  const relative = (found: number, truth: number): number => Math.abs(found / truth - 1);
  const normal = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  // P(Z > 6) and P(Z > 20).
  expect(
    relative(
      beyond((d) => normal(6 + d)),
      9.865876450376981e-10,
    ),
  ).toBeLessThan(1e-12);
  expect(
    relative(
      beyond((d) => normal(20 + d)),
      2.7536241186062337e-89,
    ),
  ).toBeLessThan(1e-12);
  expect(
    relative(
      beyond((d) => 1 / (1 + d) ** 1.5),
      2,
    ),
  ).toBeLessThan(1e-12);
  expect(
    relative(
      within(1e-200, (d) => 0.3 * d ** -0.7),
      1e-60,
    ),
  ).toBeLessThan(1e-12);
});
