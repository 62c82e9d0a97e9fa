import { isMeasurable, ratioPseudoValues } from '@disco-engine/statistics';
import { independentValues } from './independent-values.js';
import type { ResponseValue } from './response.js';

/**
 * The independent values of a response, for intervals and comparisons: one for each replication that has a value, or the mean of each
 * antithetic pair in which both have one. For a ratio, the pseudo-values of the jackknife.
 *
 * @param values by replication number
 * @param replications number of replications, including those without a value
 */
export function independentResponses(
  isAntithetic: boolean,
  values: ReadonlyMap<number, ResponseValue>,
  replications: number,
): number[] {
  const numbers = new Map<number, number>();
  const denominators = new Map<number, number>();
  for (const [replication, value] of values) {
    if (typeof value === 'number') numbers.set(replication, value);
    else if ('numerator' in value) {
      numbers.set(replication, value.numerator);
      denominators.set(replication, value.denominator);
    }
  }
  const independent = independentValues(isAntithetic, numbers, replications);
  if (denominators.size === 0) return independent;
  const ratios = ratioPseudoValues(independent, independentValues(isAntithetic, denominators, replications));
  return ratios.every(isMeasurable) ? ratios : [];
}
