import { type MomentSum, momentsOf } from './moment-sum.js';
import { checkSeries, type Series } from './series.js';
import { skewnessOf } from './skewness.js';
import { unseenProbability } from './unseen-probability.js';

/** Why a Student interval may cover the true mean less often than it claims. */
export interface IntervalWarning {
  /**
   * `constant`: the values do not vary, or no more than by rounding. `few`: there are fewer than ten. `skewed`: they are more
   * skewed than is safe for so many.
   */
  readonly kind: 'constant' | 'few' | 'skewed';
  /** A sentence for people. */
  readonly message: string;
  /** Number of values that would be enough, as far as these can tell; undefined if they are constant. */
  readonly needed: number | undefined;
}

/** With fewer values, deviation and skewness are unreliable. */
const FEW = 10;

/** W. G. Cochran, "Sampling Techniques" (3rd ed., 1977), section 2.15: n > 25 G². */
const VALUES_PER_SQUARED_SKEWNESS = 25;

/** A deviation that is a smaller share of the greatest value may be due to rounding. */
const ROUNDING = 1e-9;

/**
 * Checks the values behind a `meanInterval` for anything that would make it too narrow. It detects values that do not vary: ten
 * zeros give 0 ± 0, although an event that happens in one replication of four may not have happened yet. And it detects
 * skewness by the rule of W. G. Cochran ("Sampling Techniques", 3rd ed., 1977, section 2.15): 25 times its square is the least
 * number of values for which a 95 % interval misses in at most 6 %; with few values, only a skewness counts that hardly one
 * normal sample of ten has. Measured with ten values, 95 % intervals cover in 95 % of normal samples, 90 % of exponential, 83 %
 * of log-normal(0, 1) and 58 % of log-normal(0, 2) ones.
 *
 * It knows only these values. If a rare and large event has not happened yet, it does not warn: an event that one replication
 * of twenty has is missing from ten of them with probability 0.6; see `unseenProbability`.
 *
 * @param values independent, such as one result of each replication; each from -1e140 to 1e140
 * @returns the first of `constant`, `few`, `skewed` that applies; undefined if none does
 * @throws DiscoError ARGUMENT_INVALID
 */
export function intervalWarning(values: Series): IntervalWarning | undefined {
  checkSeries('intervalWarning', 'values', values);
  const moments = momentsOf(values);
  return warningOf(moments, skewnessOf(values, moments));
}

/** As `intervalWarning`, for values that have been summed. */
export function warningOf(moments: MomentSum, skewness: number | undefined): IntervalWarning | undefined {
  const { count, mean = NaN } = moments;
  if (count > 1 && !varies(moments)) {
    const percent = (100 * unseenProbability(count)).toPrecision(2);
    const message =
      `all ${count} values are ${shownNumber(mean)}, which proves little: something that happens in ${percent} % of replications ` +
      `may not have happened yet`;
    return { kind: 'constant', message, needed: undefined };
  }
  const needed = neededForSkewness(skewness);
  if (count < FEW) {
    const message = `with ${count} ${count === 1 ? 'value' : 'values'}, deviation and skewness are mostly chance: take at least ${FEW}`;
    return { kind: 'few', message, needed: Math.max(FEW, needed) };
  }
  if (needed <= count || !isAsymmetric(count, skewness)) return undefined;
  const message =
    `the skewness of ${count} values is ${(skewness ?? NaN).toFixed(1)}: the interval covers the mean less often than it claims, ` +
    `until there are about ${needed}`;
  return { kind: 'skewed', message, needed };
}

/**
 * The warning for an interval that has stopped an experiment. With few skewed values, samples that lack large values stop too
 * often, so it takes twice as many values as for `warningOf` until no warning is needed.
 */
export function stopWarningOf(moments: MomentSum, skewness: number | undefined): IntervalWarning | undefined {
  const { count } = moments;
  const needed = 2 * neededForSkewness(skewness);
  if (count < FEW || needed <= count || !isAsymmetric(count, skewness)) return warningOf(moments, skewness);
  const message =
    `the skewness of ${count} values is ${(skewness ?? NaN).toFixed(1)}: 95 % intervals that stop an experiment on such values ` +
    `were measured to cover in 88 to 93 %; a minimum of ${needed} makes up for it`;
  return { kind: 'skewed', message, needed };
}

/**
 * Whether a skewness is so great that only one of ten normal samples of that size has it: more than 1.645 times its standard
 * error, which for normal values is √(6 n (n - 1) / ((n - 2) (n + 1) (n + 3))).
 */
function isAsymmetric(count: number, skewness = 0): boolean {
  const error = Math.sqrt((6 * count * (count - 1)) / ((count - 2) * (count + 1) * (count + 3)));
  return Math.abs(skewness) > 1.645 * error;
}

/** Whether the values differ by more than rounding; false with fewer than two. */
export function varies({ deviation = 0, minimum = 0, maximum = 0 }: MomentSum): boolean {
  return deviation > ROUNDING * Math.max(Math.abs(minimum), Math.abs(maximum));
}

/** Number of values that an interval needs, given the skewness of those so far. */
export function neededForSkewness(skewness = 0): number {
  const needed = VALUES_PER_SQUARED_SKEWNESS * skewness * skewness;
  // Rounding must not add one.
  return Math.ceil(needed * (1 - ROUNDING));
}

function shownNumber(value: number): string {
  return String(Number(value.toPrecision(6)));
}
