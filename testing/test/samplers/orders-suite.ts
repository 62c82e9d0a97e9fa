import { describe, expect, test } from 'vitest';
import { chiSquare, FALSE_ALARM } from './goodness-of-fit.js';
import { ORDERED_THINGS } from './remaining-cases.js';
import { sortedSample } from './sample.js';

const COUNT = 200_000;

describe.each([...ORDERED_THINGS])('%s', (name, things) => {
  const sample = sortedSample(name, COUNT);

  test('returns each order equally often', () => {
    expect(chiSquare(...against(evenly(ordersOf(things)), sample))).toBeGreaterThan(FALSE_ALARM);
  });

  test('puts each item first equally often, and the first one not 5 % more often', () => {
    const firsts = sample.map((order) => Math.floor(order / 10 ** (things.length - 1)));
    expect(chiSquare(...against(evenly(things), firsts))).toBeGreaterThan(FALSE_ALARM);
    const skewed = things.map((thing, place): [number, number] => [
      thing,
      (place === 0 ? 1.05 : 1) / (things.length + 0.05),
    ]);
    expect(chiSquare(...against(skewed, firsts))).toBeLessThan(FALSE_ALARM);
  });
});

type Shares = readonly (readonly [value: number, probability: number])[];

function evenly(values: readonly number[]): Shares {
  return values.map((value) => [value, 1 / values.length]);
}

/** The arguments for `chiSquare`: the counts of the values and of all others, and the probabilities. */
function against(shares: Shares, sample: Float64Array): [counts: number[], probabilities: number[]] {
  const places = new Map(shares.map(([value], place) => [value, place]));
  const counts = Array.from({ length: shares.length + 1 }, () => 0);
  for (const value of sample) {
    const place = places.get(value) ?? shares.length;
    counts[place] = (counts[place] ?? NaN) + 1;
  }
  return [counts, shares.map(([, probability]) => probability)];
}

/** All orders of some digits, each as one number. */
function ordersOf(things: readonly number[]): number[] {
  if (things.length === 1) return [...things];
  return things.flatMap((first) => {
    const rest = ordersOf(things.filter((thing) => thing !== first));
    return rest.map((order) => first * 10 ** (things.length - 1) + order);
  });
}
