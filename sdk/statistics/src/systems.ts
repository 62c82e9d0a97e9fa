import { Parameters } from './parameters.js';
import { type DifferenceInterval, welchInterval } from './independent-difference.js';
import { intervalOf } from './mean-interval.js';
import { momentsOf } from './moment-sum.js';
import { checkLengths, checkSeries, type Series } from './series.js';

/** How the results of several systems relate. */
export interface Comparison {
  /**
   * Whether value i of each system is from the same replication, with common random numbers, so that differences are taken pair
   * by pair; all systems must then have the same number of values. Otherwise the systems are independent, and their numbers may
   * differ.
   */
  readonly paired: boolean;
  /** Probability that all of the intervals cover simultaneously; between 0 and 1. Default 0.95. */
  readonly confidence?: number;
}

/** @throws DiscoError ARGUMENT_INVALID that names the called function */
export function checkSystems(caller: string, systems: readonly Series[], isPaired: boolean): void {
  const { length } = systems;
  new Parameters(caller).check('systems.length', length, length >= 2, 'at least 2 systems');
  systems.forEach((values, system) => {
    checkSeries(caller, `systems[${system}]`, values);
    if (isPaired) checkLengths(caller, [`systems[${system}]`, values], ['systems[0]', systems[0] ?? []]);
  });
}

/**
 * The interval for the mean of a - b: Student's, of the differences, if values are paired; Welch's otherwise.
 *
 * @param confidence at most 0 makes an interval without width
 */
export function differenceOf(a: Series, b: Series, isPaired: boolean, confidence: number): DifferenceInterval {
  if (!isPaired) return welchInterval(momentsOf(a), momentsOf(b), confidence);
  const differences = Float64Array.from({ length: a.length }, (_, index) => (a[index] ?? NaN) - (b[index] ?? NaN));
  const { mean, halfWidth, lower, upper } = intervalOf(momentsOf(differences), confidence);
  return { mean, halfWidth, lower, upper };
}
