import { RandomStreams } from '@disco-engine/kernel';
import { describe, expect, it } from 'vitest';
import { finalSelection, type FinalSelection } from '../../src/optimisation/search/final-selection.js';
import { Trials, type Evaluate } from '../../src/optimisation/search/trials.js';
import { choice, integer } from '../../src/optimisation/search/variables.js';
import { alikeOf, bestOf, find, noise, spaceOf } from './noisy-functions.js';

const COUNT = 6;
const points = Array.from({ length: COUNT }, (_, place) => [place]);

/** Candidates with these means; half of the variance of each value is common to all. */
function evaluateMeans(means: readonly number[], seed: number): Evaluate {
  return async (candidates, replications) =>
    candidates.map(({ number }) => ({
      values: Array.from({ length: replications }, (_, replication) => {
        const streams = new RandomStreams({ masterSeed: seed, replication });
        const [common, own] = [streams.open('common'), streams.open(`candidate ${number}`)];
        return (means[number] ?? NaN) + (noise(common) + noise(own)) / Math.SQRT2;
      }),
    }));
}

async function select(evaluate: Evaluate, budget = 5000): Promise<FinalSelection & { readonly trials: Trials }> {
  const trials = new Trials(spaceOf({ variables: { x: choice(...points.keys()) } }), evaluate, 1);
  await trials.take(points, 5, Infinity);
  const options = { from: 5, best: 'least', indifference: 0.5, confidence: 0.9, first: 10 } as const;
  return { ...(await finalSelection(trials, [...points.keys()], { ...options, budget })), trials };
}

describe('the final selection', () => {
  it('is right as often as promised if the best leads by the indifference zone', async () => {
    let right = 0;
    for (let seed = 0; seed < 200; seed++)
      if ((await select(evaluateMeans([0.5, 0.5, 0, 0.5, 0.5, 0.5], seed))).best === 2) right += 1;
    // At least 180 are expected; four standard deviations of a binomial (200, 0.9) are 17.
    expect(right).toBeGreaterThan(163);
  });

  it('chooses one that is nearly as good if others are closer', async () => {
    let good = 0;
    const means = [1, 0.3, 0, 0.15, 0.7, 0.55];
    for (let seed = 0; seed < 200; seed++) {
      const { best = NaN } = await select(evaluateMeans(means, seed));
      if ((means[best] ?? NaN) <= 0.5) good += 1;
    }
    expect(good).toBeGreaterThan(163);
  });

  it('ignores what the search has seen', async () => {
    const means = [0.5, 0.5, 0, 0.5, 0.5, 0.5];
    const evaluate = evaluateMeans(means, 1);
    // In the search, candidate 0 looked far better than it is.
    const lucky: Evaluate = async (candidates, replications) =>
      (await evaluate(candidates, replications)).map(({ values }, at) => ({
        values: values.map((value, replication) => (candidates[at]?.number === 0 && replication < 5 ? -1000 : value)),
      }));
    expect((await select(lucky)).best).toBe(2);
  });

  it('excludes a finalist that fails, and chooses among the others', async () => {
    const evaluate = evaluateMeans([0.5, 0.5, -1, 0, 0.5, 0.5], 1);
    const failing: Evaluate = async (candidates, replications) =>
      (await evaluate(candidates, replications)).map(({ values }, at) => {
        const isOut = candidates[at]?.number === 2 && values.length > 5;
        return isOut ? { values: values.slice(0, 7), fault: 'it burns' } : { values };
      });
    const { best, finalists } = await select(failing);
    expect(best).toBe(3);
    expect(finalists).toEqual([0, 1, 3, 4, 5]);
  });

  it('says which do not differ significantly, and stops at the end of the budget', async () => {
    const [good, bad] = [0, 30];
    const selection = await select(evaluateMeans([bad, good, bad, good, bad, bad], 4));
    expect(selection.isDecided).toBe(true);
    expect([1, 3]).toContain(selection.best);
    expect(alikeOf(selection)).toEqual([selection.best === 1 ? 3 : 1]);
    const short = await select(evaluateMeans([bad, good, bad, good, bad, bad], 4), 100);
    expect(short.isDecided).toBe(false);
    expect(short.trials.used).toBeLessThanOrEqual(100);
    expect([1, 3]).toContain(short.best);
  });

  it('chooses none if all fail', async () => {
    const broken: Evaluate = async (candidates) => candidates.map(() => ({ values: [], fault: 'it burns' }));
    expect(await select(broken)).toMatchObject({ best: undefined, finalists: [], isDecided: false });
    const noisy = { variables: { x: integer(0, 500) }, value: () => 0 };
    expect(await find(noisy, { seed: 1, budget: 1000 }, broken)).toMatchObject({ best: undefined, search: 'end' });
  });

  it('finds no difference between equal candidates, and chooses the first', async () => {
    const noisy = { variables: { x: integer(0, 9) }, value: () => 3 };
    const found = await find(noisy, { seed: 1, budget: 1000 });
    expect(bestOf(found)).toEqual({ x: 0 });
    expect(alikeOf(found)).toHaveLength(9);
  });
});
