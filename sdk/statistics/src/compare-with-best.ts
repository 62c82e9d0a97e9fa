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
  /**
   * `not best`: another one is better. `best`: all others are `not best`. `possible`: it may be the best, by at most `upper`; both
   * bounds are 0 if it equals the best of the others in each replication.
   */
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
      const [a, b] = best === 'least' ? [other, values] : [values, other];
      const { lower = NaN, upper = NaN } = differenceOf(a, b, paired, each);
      return { least: lower, most: upper };
    }),
  );
  const most = over.map((row) => Math.min(...row.map((one) => one.most)));
  // Including 0: of systems that agree in each replication, each is as good as the other.
  const candidates = new Set([...most.keys()].filter((system) => (most[system] ?? NaN) >= 0));
  return over.map((row, system) => {
    // Only a system that may be the best can have an advantage over this one.
    const behind = row.filter((_, from) => candidates.has(from)).map(({ least }) => least);
    const upper = Math.max(0, most[system] ?? NaN);
    return { system, lower: Math.min(0, ...behind), upper, verdict: verdictOf(system, candidates) };
  });
}

function verdictOf(system: number, candidates: ReadonlySet<number>): ComparisonWithBest['verdict'] {
  if (!candidates.has(system)) return 'not best';
  return candidates.size === 1 ? 'best' : 'possible';
}
