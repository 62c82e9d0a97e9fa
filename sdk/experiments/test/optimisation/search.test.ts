import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choice, integer, real } from '../../src/optimisation/search/variables.js';
import { keyOf } from '../../src/optimisation/search/space.js';
import type { Evaluate } from '../../src/optimisation/search/trials.js';
import { exactCost, simulatedCost, type Policy } from './inventory.js';
import { bestOf, evaluateBy, find, noise, spaceOf, type Noisy } from './noisy-functions.js';

const seeds = Array.from({ length: 10 }, (_, seed) => seed);

const inventory: Noisy = {
  variables: { s: integer(0, 40), S: integer(1, 60) },
  constraints: [({ s, S }) => Number(s) < Number(S)],
  value: (policy, random) => simulatedCost(policy as unknown as Policy, random),
};

/** Its minimum is 0, at x 7, y 0.3, z 12 and rule b; x and z interact. */
function bowl({ x, y, z, rule }: Readonly<Record<string, unknown>>): number {
  const [a, b, c] = [Number(x), Number(y), Number(z)];
  const late = rule === 'b' ? 0 : rule === 'a' ? 1 : 2;
  return 0.1 * (a - 7) ** 2 + 50 * (b - 0.3) ** 2 + 0.05 * (c - a - 5) ** 2 + late;
}

const mixed: Noisy = {
  variables: { x: integer(-20, 20), y: real(0, 1), z: integer(0, 30), rule: choice('a', 'b', 'c') },
  // Replications differ greatly, and candidates also differ in how they use the draws.
  value: (values, random) => bowl(values) + 3 * noise(random) + 0.02 * Math.abs(Number(values.x)) * noise(random),
};

describe('the search', () => {
  it('finds the theoretically best (s, S) policy, as far as it matters', async () => {
    let best = Infinity;
    for (let s = 0; s <= 40; s++) for (let S = s + 1; S <= 60; S++) best = Math.min(best, exactCost({ s, S }));
    const lost: number[] = [];
    for (const seed of seeds) {
      const found = await find(inventory, { seed, budget: 3000, indifference: 0.3 });
      expect(found).toMatchObject({ search: 'end', isDecided: true });
      lost.push(exactCost(bestOf(found) as unknown as Policy) - best);
      // Of 1,590 policies.
      expect(found.trials.length).toBeLessThan(250);
    }
    expect(best).toBeCloseTo(13.983, 3);
    expect(Math.max(...lost)).toBeLessThan(0.15);
  });

  it('optimises whole numbers, real numbers and choices together', async () => {
    for (const seed of seeds) {
      const values = bestOf(await find(mixed, { seed, budget: 4000, indifference: 0.3 }));
      expect(values).toMatchObject({ rule: 'b' });
      expect(bowl(values)).toBeLessThan(0.3);
    }
  });

  it('mostly escapes local optima by searching again', async () => {
    // Two bowls, the deeper one narrower.
    const bowls: Noisy = {
      variables: { x: integer(0, 200), y: integer(0, 200) },
      value: ({ x, y }, random) => {
        const wide = 3 + 0.001 * ((Number(x) - 60) ** 2 + (Number(y) - 70) ** 2);
        const deep = 0.01 * ((Number(x) - 150) ** 2 + (Number(y) - 160) ** 2);
        return Math.min(wide, deep) + noise(random);
      },
    };
    let found = 0;
    for (let seed = 0; seed < 40; seed++) {
      const values = bestOf(await find(bowls, { seed, budget: 6000, indifference: 0.5 }));
      if (Math.abs(Number(values.x) - 150) < 10) found += 1;
    }
    // Only 23 without a second search from other starting points.
    expect(found).toBeGreaterThan(28);
  });

  it('follows ridges that are not aligned with an axis', async () => {
    const ridge: Noisy = {
      variables: { x: integer(0, 60), y: integer(0, 60) },
      value: ({ x, y }, random) =>
        5 * Math.abs(Number(x) - Number(y)) + 0.3 * Math.abs(Number(x) + Number(y) - 20) + noise(random),
    };
    for (const seed of seeds) {
      const found = await find(ridge, { seed, budget: 8000, indifference: 0.5 });
      expect(found.search).toBe('end');
      expect(bestOf(found)).toEqual({ x: 10, y: 10 });
    }
  });

  it('maximises as well as it minimises', async () => {
    const turned = { ...mixed, value: (...given: Parameters<Noisy['value']>) => -mixed.value(...given) };
    const options = { seed: 3, budget: 2000, indifference: 0.3 };
    const least = await find(mixed, options);
    expect(bestOf(await find(turned, { ...options, best: 'greatest' }))).toEqual(bestOf(least));
  });

  it('tries nothing that violates the constraints, and nothing twice', async () => {
    const constraints = [({ x }: Readonly<Record<string, unknown>>) => Number(x) <= 4];
    const found = await find({ ...mixed, constraints }, { seed: 1, budget: 3000, indifference: 0.3 });
    expect(found.trials.every(({ candidate }) => Number(candidate.values.x) <= 4)).toBe(true);
    expect(new Set(found.trials.map(({ candidate }) => keyOf(candidate.point))).size).toBe(found.trials.length);
    expect(bestOf(found)).toMatchObject({ x: 4, rule: 'b' });
  });

  it('excludes a candidate that fails, says why, and finds the best of the others', async () => {
    const evaluate = evaluateBy(mixed, 2);
    const failing: Evaluate = async (candidates, replications) =>
      (await evaluate(candidates, replications)).map((evaluation, at) =>
        candidates[at]?.values.x === 7 ? { values: [], fault: 'it burns' } : evaluation,
      );
    const found = await find(mixed, { seed: 2, budget: 3000, indifference: 0.05 }, failing);
    const failed = found.trials.filter(({ fault }) => fault !== undefined);
    expect(failed.length).toBeGreaterThan(0);
    expect(new Set(failed.map(({ candidate }) => candidate.values.x))).toEqual(new Set([7]));
    expect([6, 8]).toContain(bestOf(found).x);
  });

  it('compares all candidates if there are few', async () => {
    const variables = { x: integer(5, 9), rule: choice('a', 'b') };
    const found = await find(
      { ...mixed, variables, value: (values, random) => mixed.value({ y: 0.3, z: 12, ...values }, random) },
      { seed: 5, budget: 1000, indifference: 0.1 },
    );
    expect(found).toMatchObject({ search: 'all', isDecided: true, from: 0 });
    expect(found.finalists).toHaveLength(10);
    expect(bestOf(found)).toEqual({ x: 7, rule: 'b' });
  });
});

describe('the budget', () => {
  it('is never exceeded, and the outcome says if it ended the search', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 40, max: 900 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 2, max: 10 }),
        fc.constantFrom(0.001, 0.3, 30),
        async (budget, replications, first, indifference) => {
          const found = await find(mixed, { seed: budget, budget, replications, first, indifference });
          const made = found.trials.reduce((sum, trial) => sum + trial.values.length, 0);
          expect(found.used).toBe(made);
          expect(found.used).toBeLessThanOrEqual(budget);
          expect(found.best).toBeDefined();
          // A search that ends by itself leaves out only what it cannot afford.
          if (!found.isDecided) expect(budget - found.used).toBeLessThan(8);
        },
      ),
      { numRuns: 40, seed: 1 },
    );
  });

  it('that is small ends the search, and too small an indifference ends the selection', async () => {
    expect(await find(mixed, { seed: 1, budget: 200 })).toMatchObject({ search: 'budget' });
    expect(await find(mixed, { seed: 1, budget: 2000, indifference: 1e-6 })).toMatchObject({ isDecided: false });
    expect(await find(mixed, { seed: 1, budget: 8000, indifference: 1 })).toMatchObject({
      search: 'end',
      isDecided: true,
    });
  });
});

describe('a variable', () => {
  const valuesOf = (variable: Noisy['variables'][string]): readonly unknown[] | undefined =>
    spaceOf({ variables: { x: variable } }).dimensions[0]?.values;

  it('has the values of its steps', () => {
    expect(valuesOf(integer(1, 5))).toEqual([1, 2, 3, 4, 5]);
    expect(valuesOf(integer(0, 10, { step: 4 }))).toEqual([0, 4, 8]);
    expect(valuesOf(real(0.2, 0.5, { step: 0.1 }))).toEqual([0.2, 0.3, 0.4, 0.5]);
    expect(valuesOf(real(0.2, 0.5))).toHaveLength(101);
    expect(valuesOf(real(0.2, 0.5))).toEqual(expect.arrayContaining([0.2, 0.203, 0.5]));
    expect(valuesOf(real(3, 3))).toEqual([3]);
  });
});
