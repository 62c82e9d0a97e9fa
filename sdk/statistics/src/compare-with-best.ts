import { Parameters } from './parameters.js';
import { checkConfidence } from './student-quantile.js';
import { checkSystems, type Comparison, differenceOf } from './systems.js';
import type { Series } from './series.js';

/** How one system compares with the best of the others. */
export interface ComparisonWithBest {
  /** Index of the system. */
  readonly system: number;
  /**
   * By how much its mean is better than that of the best of the others, at least and at most: with `best: 'greatest'` its mean less the
   * greatest of the others, with `'least'` the least of the others less its mean. `lower` is 0 or less, and `upper` 0 or more.
   */
  readonly lower: number;
  readonly upper: number;
  /** `best`: only `lower` is 0. `not best`: only `upper` is 0. `possible`: it may be the best, and by no more than `upper`. */
  readonly verdict: 'best' | 'possible' | 'not best';
}

/**
 * Multiple comparisons with the best: intervals for how far each system is from the best of the others, which all cover at once
 * with the confidence that was asked for. J. C. Hsu ("Multiple Comparisons: Theory and Methods", 1996, chapter 4; the
 * constrained intervals of The Annals of Statistics 12(3), 1984). Only what the best has over each other counts, so that
 * k - 1 one-sided intervals do, of which each has the error (1 - confidence) / (k - 1) by Bonferroni: paired differences with common
 * random numbers (W.-N. Yang and B. L. Nelson, Operations Research 39(4), 1991), Welch's otherwise. So it needs no equal
 * variances, as Dunnett's quantiles would, and is a little wider where they are equal.
 *
 * It assumes values that are about normal. Where the means of two systems are equal, neither can be told to be the best; choose
 * by `selectBest` with a difference that does not matter.
 *
 * @param systems two or more, each with two or more values, each from -1e140 to 1e140, as each difference of a pair
 * @throws DiscoError ARGUMENT_INVALID
 *
 * @example
 * compareWithBest(costs, { paired: true, best: 'least' }).filter(({ verdict }) => verdict !== 'not best');
 */
export function compareWithBest(
  systems: readonly Series[],
  { paired, confidence = 0.95, best }: Comparison & { readonly best: 'greatest' | 'least' },
): ComparisonWithBest[] {
  checkConfidence('compareWithBest', confidence);
  checkSystems('compareWithBest', systems, paired);
  systems.forEach(({ length }, system) =>
    new Parameters('compareWithBest').check(`systems[${system}].length`, length, length >= 2, '2 values or more'),
  );
  // The upper end of an interval of this confidence is passed with the probability (1 - confidence) / (k - 1).
  const each = 1 - (2 * (1 - confidence)) / (systems.length - 1);
  const over = systems.map((values, system) =>
    systems.map((other, from) => {
      if (from === system) return { least: Infinity, most: Infinity };
      const { mean = NaN, halfWidth = NaN } = differenceOf(values, other, paired, each);
      const advantage = best === 'least' ? -mean : mean;
      return { least: advantage - halfWidth, most: advantage + halfWidth };
    }),
  );
  const upper = over.map((row) => Math.max(0, Math.min(...row.map(({ most }) => most))));
  return over.map((row, system) => {
    // Only a system that may be the best can be what this one falls short of.
    const behind = row.filter((_, from) => from !== system && (upper[from] ?? NaN) > 0).map(({ least }) => least);
    const lower = Math.min(0, ...behind);
    const most = upper[system] ?? NaN;
    return { system, lower, upper: most, verdict: verdictOf(lower, most) };
  });
}

function verdictOf(lower: number, upper: number): ComparisonWithBest['verdict'] {
  // Both are 0 where two systems are the same in each replication.
  if (lower === upper) return 'possible';
  if (lower === 0) return 'best';
  return upper === 0 ? 'not best' : 'possible';
}
