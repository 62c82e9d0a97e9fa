import type { ParameterCheck } from './parameter-check.js';

/** The given weights of some things, or equal ones if none were given. */
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
  const weights = check.list('weights', (value) => value >= 0 && value < Infinity, 'finite numbers of at least 0');
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  check.together(
    weights.length === count,
    () => `weights has ${weights.length} numbers; give one for each of the ${count} ${things}`,
  );
  check.together(
    total > 0 && total < Infinity,
    () => `the sum of weights is ${total}; give weights with a finite sum above 0`,
  );
  return weights;
}
