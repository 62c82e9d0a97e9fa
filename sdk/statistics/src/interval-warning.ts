import { type MomentSum, momentsOf } from './moment-sum.js';
import { checkSeries, type Series } from './series.js';
import { skewnessOf } from './skewness.js';
import { unseenProbability } from './unseen-probability.js';

/** Why an interval of Student may cover the true mean less often than it says. */
export interface IntervalWarning {
  /**
   * `constant`: the values do not vary, or by no more than rounding. `few`: there are less than ten. `skewed`: they lean to one side
   * more than so many may.
   */
  readonly kind: 'constant' | 'few' | 'skewed';
  /** A sentence for people. */
  readonly message: string;
  /** How many values would do, as far as these can tell; undefined where they are constant. */
  readonly needed: number | undefined;
}

/** With fewer values, neither the deviation nor the skewness says much. */
const FEW = 10;

/** W. G. Cochran, "Sampling Techniques" (3rd ed., 1977), section 2.15: n > 25 G². */
const VALUES_PER_SQUARED_SKEWNESS = 25;

/** A deviation that is a smaller part of the greatest value may come of rounding alone. */
const ROUNDING = 1e-9;

/**
 * Looks at the values of which `meanInterval` makes an interval for what would make it too narrow. It finds values that do not
 * vary: ten zeros give 0 ± 0, and still a thing that happens in one replication of four may not have happened yet. And it finds
 * skewness by the rule of W. G. Cochran ("Sampling Techniques", 3rd ed., 1977, section 2.15): 25 times its square is the least
 * number of values for which an interval of 95 % misses in at most 6 %; of few values, only a skewness that
 * hardly one normal sample of ten has counts. Measured with ten values, intervals of 95 % cover in
 * 95 % of samples that are normal, 90 % exponential, 83 % log-normal(0, 1) and 58 % log-normal(0, 2).
 *
 * It knows only these values. Where something rare and great has not happened yet, it does not warn: a thing that one
 * replication of twenty has, is missing in ten of them with probability 0.6; see `unseenProbability`.
 *
 * @param values independent ones, such as one result of each replication; each from -1e140 to 1e140
 * @returns the first of `constant`, `few`, `skewed` that holds; undefined where none does
 * @throws DiscoError ARGUMENT_INVALID
 */
export function intervalWarning(values: Series): IntervalWarning | undefined {
  checkSeries('intervalWarning', 'values', values);
  const moments = momentsOf(values);
  return warningOf(moments, skewnessOf(values, moments));
}

/** As `intervalWarning`, of values that have been summed. */
export function warningOf(moments: MomentSum, skewness: number | undefined): IntervalWarning | undefined {
  const { count, mean = NaN } = moments;
  if (count > 1 && !varies(moments)) {
    const percent = (100 * unseenProbability(count)).toPrecision(2);
    const message =
      `all ${count} values are ${shownNumber(mean)}: that is no certainty, as what ${percent} % of replications have ` +
      `may not have happened yet`;
    return { kind: 'constant', message, needed: undefined };
  }
  const needed = neededForSkewness(skewness);
  if (count < FEW) {
    const message = `of ${count} ${count === 1 ? 'value' : 'values'}, deviation and skewness are mostly chance: take ${FEW} or more`;
    return { kind: 'few', message, needed: Math.max(FEW, needed) };
  }
  if (needed <= count || !isAsymmetric(count, skewness)) return undefined;
  const message =
    `the skewness of ${count} values is ${(skewness ?? NaN).toFixed(1)}: the interval covers the mean less often than it says, ` +
    `until there are about ${needed}`;
  return { kind: 'skewed', message, needed };
}

/**
 * Of an interval that has stopped an experiment: where few values lean to one side, those that stop it are too often those that have too
 * few great ones, so that it takes twice as many as `warningOf` asks for until nothing needs to be said.
 */
export function stopWarningOf(moments: MomentSum, skewness: number | undefined): IntervalWarning | undefined {
  const { count } = moments;
  const needed = 2 * neededForSkewness(skewness);
  if (count < FEW || needed <= count || !isAsymmetric(count, skewness)) return warningOf(moments, skewness);
  const message =
    `the skewness of ${count} values is ${(skewness ?? NaN).toFixed(1)}: intervals of 95 % that stop an experiment on such values ` +
    `were measured to cover in 88 to 93 %; a least number of ${needed} makes up for it`;
  return { kind: 'skewed', message, needed };
}

/**
 * Whether a skewness is so great that only one of ten normal samples of that size has it: more than 1.645 times its standard error, which
 * for normal values is √(6 n (n - 1) / ((n - 2) (n + 1) (n + 3))).
 */
function isAsymmetric(count: number, skewness = 0): boolean {
  const error = Math.sqrt((6 * count * (count - 1)) / ((count - 2) * (count + 1) * (count + 3)));
  return Math.abs(skewness) > 1.645 * error;
}

/** Whether the values differ by more than rounding; false with less than two. */
export function varies({ deviation = 0, minimum = 0, maximum = 0 }: MomentSum): boolean {
  return deviation > ROUNDING * Math.max(Math.abs(minimum), Math.abs(maximum));
}

/** How many values an interval needs, by the skewness of those that there are. */
export function neededForSkewness(skewness = 0): number {
  const needed = VALUES_PER_SQUARED_SKEWNESS * skewness * skewness;
  // Rounding must not ask for one more.
  return Math.ceil(needed * (1 - ROUNDING));
}

function shownNumber(value: number): string {
  return String(Number(value.toPrecision(6)));
}
