import type { ParameterCheck } from './parameter-check.js';

/** The weights that were given for so many things, or as many ones where none were. */
export function weightsOf(
  check: ParameterCheck<{ readonly weights?: unknown }>,
  given: ArrayLike<number> | undefined,
  count: number,
  things: string,
): Float64Array {
  if (given === undefined) {
    check.optional('weights');
    return new Float64Array(count).fill(1);
  }
  const weights = check.list('weights', (value) => value >= 0 && value < Infinity, 'finite numbers of 0 or more');
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  check.together(
    weights.length === count,
    () => `weights has ${weights.length} numbers; give one for each of the ${count} ${things}`,
  );
  check.together(
    total > 0 && total < Infinity,
    () => `weights come to ${total}; give some that come to a finite number above 0`,
  );
  return weights;
}
