import { describe, expect, it } from 'vitest';
import { selectBest, type SelectionOptions } from '../src/index.js';
import { stream } from './naive.js';
import { normal } from './processes.js';

/** Gives each survivor the values it needs until one is chosen. */
function select(
  next: (replication: number) => readonly number[],
  options: SelectionOptions,
  atOnce = 1,
): { readonly best: number; readonly values: number } {
  const rows: (readonly number[])[] = [];
  const row = (replication: number): readonly number[] => (rows[replication] ??= next(replication));
  const series = row(0).map((): number[] => []);
  for (;;) {
    const { survivors, best, more } = selectBest(series, options);
    if (best !== undefined) return { best, values: series.reduce((sum, { length }) => sum + length, 0) };
    for (const system of survivors) {
      const own = series[system] ?? [];
      for (let count = 0; count < Math.max(more, atOnce); count++) own.push(row(own.length)[system] ?? NaN);
    }
  }
}

/** Draws of systems with deviation 1 in which the first one is best by the least difference that matters. */
function slippage(name: string, systems: number, difference: number, common: number): () => readonly number[] {
  const random = stream(name);
  return () => {
    const shared = Math.sqrt(common) * normal(random);
    return Array.from(
      { length: systems },
      (_, system) => (system === 0 ? difference : 0) + shared + Math.sqrt(1 - common) * normal(random),
    );
  };
}

describe('the selection of the best', () => {
  const options = { best: 'greatest', indifference: 0.5, confidence: 0.9 } as const;

  it.each([
    ['independent', 0],
    ['common', 0.8],
  ])('is right as often as claimed, with %s random numbers', (name, common) => {
    let right = 0;
    for (let experiment = 0; experiment < 200; experiment++) {
      if (select(slippage(`${name} ${experiment}`, 5, 0.5, common), options).best === 0) right += 1;
    }
    // At least 180 are expected; four standard deviations of a binomial (200, 0.9) are 17.
    expect(right).toBeGreaterThan(163);
  });

  it('needs far less with common random numbers', () => {
    const needed = (common: number): number => {
      let values = 0;
      for (let experiment = 0; experiment < 40; experiment++)
        values += select(slippage(`needed ${experiment}`, 5, 0.5, common), options).values;
      return values;
    };
    expect(needed(0.8)).toBeLessThan(0.5 * needed(0));
  });

  it('needs no more than the first stage allows', () => {
    // h² = 2 η (n - 1) with η = (0.1^(-2 / 9) - 1) / 2 for two systems and 0.95: 6.0129; the differences have the variance 10.
    const a = [4.5, 3.5, 2.5, 1.5, 0.5, -0.5, -1.5, -2.5, -3.5, -4.5].map((x) => x * Math.sqrt(10 / (82.5 / 9)));
    const b = a.map(() => 0);
    expect(selectBest([a, b], { best: 'greatest', indifference: 1 })).toEqual({
      survivors: [0, 1],
      best: undefined,
      more: 1,
      most: 61,
      eliminated: [],
    });
  });

  it('does not depend on how many values are taken at once', () => {
    for (let experiment = 0; experiment < 30; experiment++) {
      const one = select(slippage(`at once ${experiment}`, 4, 0.3, 0.5), options);
      const many = select(slippage(`at once ${experiment}`, 4, 0.3, 0.5), options, 7);
      expect(many.best).toBe(one.best);
      expect(many.values).toBeGreaterThanOrEqual(one.values);
    }
  });

  it('asks for the first values, and finds the least as well as the greatest', () => {
    const asked = { survivors: [0, 1], best: undefined, most: undefined, eliminated: [] };
    expect(selectBest([[], [1, 2]], options)).toEqual({ ...asked, more: 10 });
    const next = slippage('mirror', 4, 1, 0);
    const mirrored = slippage('mirror', 4, 1, 0);
    const greatest = select(next, options);
    expect(select(() => mirrored().map((value) => -value), { ...options, best: 'least' })).toEqual(greatest);
  });

  it('reports which systems were eliminated, and when', () => {
    const far = Array.from({ length: 10 }, (_, index) => [index % 3, 100 + (index % 2), 103 + (index % 3)]);
    const series = [0, 1, 2].map((system) => far.map((row) => row[system] ?? NaN));
    const { eliminated, survivors } = selectBest(series, { ...options, indifference: 2 });
    expect(eliminated[0]).toEqual({ system: 0, after: 10 });
    expect(survivors).not.toContain(0);
  });

  it('selects one among equals', () => {
    const same = Array.from({ length: 10 }, (_, index) => index);
    expect(selectBest([same, same, same], options)).toMatchObject({ best: 0, more: 0, most: 10 });
  });
});
