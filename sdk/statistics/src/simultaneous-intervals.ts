import { Parameters } from './parameters.js';
import { intervalOf, type MeanInterval } from './mean-interval.js';
import { momentsOf } from './moment-sum.js';
import { checkSeries, type Series } from './series.js';
import { checkConfidence } from './student-quantile.js';
import { checkSystems, type Comparison, differenceOf } from './systems.js';
import type { DifferenceInterval } from './independent-difference.js';

/**
 * Simultaneous intervals for several means at the given confidence, by Bonferroni: each of k has the confidence 1 - (1 -
 * confidence) / k. The means may depend on each other in any way, as several results of the same replications do. Source: A. M.
 * Law, "Simulation Modeling and Analysis" (5th ed., 2015), section 9.7. Each interval has the assumptions of a single one.
 *
 * @param samples each with independent, about normal values from -1e140 to 1e140
 * @param confidence probability that all intervals cover; between 0 and 1
 * @throws DiscoError ARGUMENT_INVALID
 */
export function simultaneousIntervals(samples: readonly Series[], confidence = 0.95): MeanInterval[] {
  checkConfidence('simultaneousIntervals', confidence);
  const each = 1 - (1 - confidence) / samples.length;
  return samples.map((values, sample) => {
    checkSeries('simultaneousIntervals', `samples[${sample}]`, values);
    return intervalOf(momentsOf(values), each);
  });
}

/** The difference of one system from another: mean of `system` - mean of `from`. */
export interface SystemDifference extends DifferenceInterval {
  /** Index of the system. */
  readonly system: number;
  readonly from: number;
}

/**
 * Simultaneous intervals for the differences of systems at the given confidence, by Bonferroni. With a control: the k - 1
 * differences from it; without: all k (k - 1) / 2 pairs, whose intervals are wider. A difference is significant if its interval
 * does not contain 0. Source: A. M. Law, "Simulation Modeling and Analysis" (5th ed., 2015), section 10.3. To find the best
 * system, `compareWithBest` gets more out of the same values.
 *
 * @param systems at least two, each with independent, about normal values from -1e140 to 1e140; likewise the difference of each
 * pair
 * @param options.control index of the system to compare all others with; none by default
 * @throws DiscoError ARGUMENT_INVALID
 */
export function simultaneousDifferences(
  systems: readonly Series[],
  { paired, confidence = 0.95, control }: Comparison & { readonly control?: number },
): SystemDifference[] {
  checkConfidence('simultaneousDifferences', confidence);
  checkSystems('simultaneousDifferences', systems, paired);
  checkControl(control, systems.length);
  const pairs = systems.flatMap((_, system) =>
    systems.flatMap((_other, from) => {
      const isAsked = control === undefined ? from < system : from === control && system !== control;
      return isAsked ? [{ system, from }] : [];
    }),
  );
  const each = 1 - (1 - confidence) / pairs.length;
  return pairs.map(({ system, from }) => ({
    system,
    from,
    ...differenceOf(systems[system] ?? [], systems[from] ?? [], paired, each),
  }));
}

function checkControl(control: number | undefined, systems: number): void {
  if (control === undefined) return;
  const isIndex = Number.isInteger(control) && control >= 0 && control < systems;
  new Parameters('simultaneousDifferences').check(
    'control',
    control,
    isIndex,
    `the index of a system, 0 to ${systems - 1}`,
  );
}
