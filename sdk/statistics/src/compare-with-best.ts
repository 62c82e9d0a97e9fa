import { Parameters } from './parameters.js';
import { checkConfidence } from './student-quantile.js';
import { checkSystems, type Comparison, differenceOf } from './systems.js';
import type { Series } from './series.js';

/** How one system compares with the best of the others. */
export interface ComparisonWithBest {
  /** Index of the system. */
  readonly system: number;
  /**
   * Bounds of its advantage over the best of the others. With `best: 'greatest'`, the advantage is its mean minus the greatest
   * of the others; with `'least'`, the least of the others minus its mean. `lower` is at most 0, and `upper` at least 0.
   */
  readonly lower: number;
  readonly upper: number;
  /** `best`: only `lower` is 0. `not best`: only `upper` is 0. `possible`: it may be the best, by at most `upper`. */
  readonly verdict: 'best' | 'possible' | 'not best';
}

/**
 * Multiple comparisons with the best: simultaneous intervals, at the given confidence, for how far each system is from the best
 * of the others. J. C. Hsu ("Multiple Comparisons: Theory and Methods", 1996, chapter 4; the constrained intervals of The
 * Annals of Statistics 12(3), 1984). Only the advantages of the best matter, so k - 1 one-sided intervals suffice, each with
 * the error (1 - confidence) / (k - 1) by Bonferroni: paired differences with common random numbers (W.-N. Yang and B. L.
 * Nelson, Operations Research 39(4), 1991), Welch's otherwise. So, unlike Dunnett's quantiles, it needs no equal variances, and
 * it is slightly wider if they are equal.
 *
 * It assumes values that are about normal. If the means of two systems are equal, neither can be shown to be the best; in that
 * case choose with `selectBest` and a difference that does not matter.
 *
 * @param systems at least two, each with at least two values from -1e140 to 1e140; likewise the difference of each pair
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
    new Parameters('compareWithBest').check(`systems[${system}].length`, length, length >= 2, 'at least 2 values'),
  );
  // The probability of exceeding the upper end of an interval of this confidence is (1 - confidence) / (k - 1).
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
    // Only a system that may be the best can have an advantage over this one.
    const behind = row.filter((_, from) => from !== system && (upper[from] ?? NaN) > 0).map(({ least }) => least);
    const lower = Math.min(0, ...behind);
    const most = upper[system] ?? NaN;
    return { system, lower, upper: most, verdict: verdictOf(lower, most) };
  });
}

function verdictOf(lower: number, upper: number): ComparisonWithBest['verdict'] {
  // Both are 0 if two systems agree in each replication.
  if (lower === upper) return 'possible';
  if (lower === 0) return 'best';
  return upper === 0 ? 'not best' : 'possible';
}
