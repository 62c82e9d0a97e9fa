import { checkLengths, checkSeries, type Series } from './series.js';

/**
 * Values whose mean estimates a ratio of two means, such as served to all customers, and whose `meanInterval` is an interval
 * for it: the pseudo-values of the jackknife, n R - (n - 1) R₋ᵢ, where R is the ratio of the sums and R₋ᵢ the ratio without
 * replication i. The mean of the individual ratios would be biased, the more so the more the denominators vary; the jackknife
 * removes most of the bias. Sources: R. G. Miller, "The Jackknife: A Review", Biometrika 61(1), 1974; for simulations, D. L.
 * Iglehart, "Simulating Stable Stochastic Systems, V: Comparison of Ratio Estimators", Naval Research Logistics Quarterly
 * 22(3), 1975.
 *
 * @param numerators one per replication, each from -1e140 to 1e140
 * @param denominators of the same replications
 * @returns as many values; none if the sum of the denominators is 0, with or without any one of them
 * @throws DiscoError ARGUMENT_INVALID
 */
export function ratioPseudoValues(numerators: Series, denominators: Series): number[] {
  checkSeries('ratioPseudoValues', 'numerators', numerators);
  checkSeries('ratioPseudoValues', 'denominators', denominators);
  checkLengths('ratioPseudoValues', ['denominators', denominators], ['numerators', numerators]);
  const { length } = numerators;
  const [above, below] = [sumOf(numerators), sumOf(denominators)];
  if (below === 0) return [];
  const ratio = above / below;
  if (length === 1) return [ratio];
  const values: number[] = [];
  for (let index = 0; index < length; index++) {
    const rest = below - (denominators[index] ?? NaN);
    if (rest === 0) return [];
    values.push(length * ratio - (length - 1) * ((above - (numerators[index] ?? NaN)) / rest));
  }
  return values;
}

function sumOf(values: Series): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index] ?? NaN;
  return sum;
}
