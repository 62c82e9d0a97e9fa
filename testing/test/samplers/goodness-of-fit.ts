import jstat from 'jstat';

/**
 * Each single check in these tests refuses a correct sampler with at most this probability. Seeds are fixed, so it
 * always does or never does.
 */
export const FALSE_ALARM = 1e-6;

/**
 * The number of values at which the distribution functions are compared, which makes the test slightly more lenient and
 * much cheaper.
 */
const GRID = 500;

/**
 * The Kolmogorov–Smirnov distance of a sample from a distribution function, relative to the greatest that `FALSE_ALARM`
 * allows: above 1 the sample is refused. The limit comes from the Dvoretzky–Kiefer–Wolfowitz inequality, with the
 * constant of P. Massart, "The Tight Constant in the Dvoretzky–Kiefer–Wolfowitz Inequality", Annals of Probability 18
 * (1990), and so holds for any sample size.
 *
 * @param sorted the sample, ascending
 * @param below P(X ≤ x)
 */
export function distance(sorted: Float64Array, below: (x: number) => number): number {
  const count = sorted.length;
  let greatest = 0;
  for (let step = 1; step <= GRID; step++) {
    const x = sorted[Math.floor((count - 1) * (step / GRID))] ?? NaN;
    greatest = Math.max(greatest, Math.abs(shareUpTo(sorted, (value) => value <= x) - below(x)));
  }
  return greatest / Math.sqrt(Math.log(2 / FALSE_ALARM) / (2 * count));
}

/** The share of ascending values for which the condition holds; it holds up to some value and no further. */
export function shareUpTo(sorted: Float64Array, holds: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(sorted[middle] ?? NaN)) low = middle + 1;
    else high = middle;
  }
  return low / sorted.length;
}

/** Cells expected to hold fewer values are merged with the next ones. */
const LEAST_EXPECTED = 20;

/**
 * Pearson's chi-square test of counts against probabilities: the probability of counts at least this bad, which is
 * below `FALSE_ALARM` if they must be refused.
 *
 * @param counts per cell, and one more for values in none of them: a single such value is refused if the cells contain
 * all but 1e-7
 * @param probabilities of the cells, in the same order
 */
export function chiSquare(counts: readonly number[], probabilities: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let [statistic, cells] = [0, 0];
  let [observed, expected] = [0, 0];
  const close = (): void => {
    statistic += (observed - expected) ** 2 / expected;
    cells += 1;
    observed = expected = 0;
  };
  let inside = 0;
  for (const [cell, probability] of probabilities.entries()) {
    observed += counts[cell] ?? 0;
    expected += probability * total;
    inside += probability;
    if (expected >= LEAST_EXPECTED) close();
  }
  if (Math.abs(1 - inside) > 1e-7) throw new Error(`the cells have probabilities that come to ${inside}`);
  if ((counts[probabilities.length] ?? 0) > 0) return 0;
  if (expected > 1) close();
  return 1 - jstat.jStat.chisquare.cdf(statistic, cells - 1);
}

/** The difference between a mean and its expected value, in standard errors. */
export function standardErrors(found: number, truth: number, variance: number, count: number): number {
  return Math.abs(found - truth) / Math.sqrt(variance / count);
}

/** A normal number lies beyond this many standard errors with probability `FALSE_ALARM`. */
export const MOST_ERRORS = 4.9;
