import { Parameters } from './parameters.js';
import { pow } from '@disco-engine/mathematics';
import { momentsOf } from './moment-sum.js';
import type { Series } from './series.js';
import { checkConfidence } from './student-quantile.js';
import { checkSystems } from './systems.js';

/** The meaning of best, and the required certainty. */
export interface SelectionOptions {
  readonly best: 'greatest' | 'least';
  /** The least difference of two means that matters, in the unit of the values; above 0. */
  readonly indifference: number;
  /**
   * Probability of choosing the best if it is better than all others by at least `indifference`; from 1 / systems to 1. Default
   * 0.95.
   */
  readonly confidence?: number;
  /** Number of values of each system from which the variances are estimated; whole, at least 2. Default 10. */
  readonly first?: number;
}

/** The progress of a selection. */
export interface Selection {
  /** Indices of the systems that may still be the best. */
  readonly survivors: readonly number[];
  /** The chosen system; undefined while more values are needed. */
  readonly best: number | undefined;
  /** Number of further values that each survivor needs before the next check; 0 once a system has been chosen. */
  readonly more: number;
  /** The most values of each survivor that can be needed; undefined until the first ones are there. */
  readonly most: number | undefined;
  /** The eliminated systems, each with the number of values after which it was eliminated. */
  readonly eliminated: readonly { readonly system: number; readonly after: number }[];
}

/**
 * Selects the best of several systems with as few values as possible, eliminating one after the other: the fully sequential
 * procedure KN of S.-H. Kim and B. L. Nelson (ACM Transactions on Modeling and Computer Simulation 11(3), 2001), with c = 1. It
 * is a function of the values so far: give each survivor `more` values, and call it again. Values beyond the decisive ones do
 * not count, so the result does not depend on how many are taken at once.
 *
 * It is valid with common random numbers, where value i of each system is from replication i, and then needs fewer values the
 * more they correlate; it is valid for independent systems too. It assumes values that are about normal and independent from
 * one replication to the next: give it means over runs or batches. If the best is better by less than `indifference`, it
 * selects one that is about as good, with no more than `most` values of each. Estimating the variances from too few first
 * values makes it wasteful: use 10 to 20. Systems whose differences do not vary in these values are separated at once, which
 * misses rare events.
 *
 * @param systems at least two, each with its values so far, from replication 0 on, each from -1e140 to 1e140; eliminated
 * systems need no more values
 * @throws DiscoError ARGUMENT_INVALID
 */
export function selectBest(systems: readonly Series[], options: SelectionOptions): Selection {
  const { first = 10 } = options;
  checkOptions(systems, options);
  const least = Math.min(...systems.map(({ length }) => length));
  const all = [...systems.keys()];
  if (least < first) return { survivors: all, best: undefined, more: first - least, most: undefined, eliminated: [] };
  const limits = limitsOf(systems, options, first);
  const most = Math.max(first, 1 + Math.max(...limits.flat().map(Math.floor)));
  const sign = options.best === 'least' ? -1 : 1;
  const sums = systems.map((values) => sumOf(values, first - 1));
  const eliminated: { system: number; after: number }[] = [];
  let survivors = all;
  for (let count = first; ; count++) {
    for (const system of survivors) sums[system] = (sums[system] ?? NaN) + (systems[system]?.[count - 1] ?? NaN);
    const mean = (system: number): number => (sign * (sums[system] ?? NaN)) / count;
    const margin = (a: number, b: number): number =>
      Math.max(0, (options.indifference / (2 * count)) * ((limits[a]?.[b] ?? NaN) - count));
    const left = survivors.filter((a) => survivors.every((b) => a === b || mean(a) >= mean(b) - margin(a, b)));
    for (const system of survivors) if (!left.includes(system)) eliminated.push({ system, after: count });
    survivors = left;
    const [only = NaN] = survivors;
    if (survivors.length === 1 || count >= most) {
      const best = survivors.reduce((a, b) => (mean(b) > mean(a) ? b : a), only);
      return { survivors, best, more: 0, most, eliminated };
    }
    const there = Math.min(...survivors.map((system) => systems[system]?.length ?? NaN));
    if (there <= count) return { survivors, best: undefined, more: 1 + count - there, most, eliminated };
  }
}

/** For each pair of systems, h² S² / δ²: beyond this many values, the least difference of their means decides. */
function limitsOf(
  systems: readonly Series[],
  { indifference, confidence = 0.95 }: SelectionOptions,
  first: number,
): number[][] {
  const degrees = first - 1;
  const eta = (pow((2 * (1 - confidence)) / (systems.length - 1), -2 / degrees) - 1) / 2;
  return systems.map((values) =>
    systems.map((other) => {
      const differences = Float64Array.from({ length: first }, (_, i) => (values[i] ?? NaN) - (other[i] ?? NaN));
      const deviation = (momentsOf(differences).deviation ?? NaN) / indifference;
      return 2 * eta * degrees * deviation * deviation;
    }),
  );
}

function sumOf(values: Series, count: number): number {
  let sum = 0;
  for (let index = 0; index < count; index++) sum += values[index] ?? NaN;
  return sum;
}

function checkOptions(systems: readonly Series[], options: SelectionOptions): void {
  const { confidence = 0.95, indifference, first = 10 } = options;
  const parameters = new Parameters('selectBest');
  checkSystems('selectBest', systems, false);
  checkConfidence('selectBest', confidence);
  const chance = 1 / systems.length;
  parameters.check('confidence', confidence, confidence > chance, `a number above 1 / systems, which is ${chance}`);
  parameters.positive('indifference', indifference);
  parameters.count('first', first, 2);
}
