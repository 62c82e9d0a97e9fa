import { compareRuns } from '../divergence/compare-runs.js';
import { describeComparison } from '../divergence/describe-comparison.js';
import type { ComparisonOptions, RunDescription } from '../divergence/run-description.js';
import type { MatcherResult } from './matcher-result.js';

/** Whether a run does the same as another; see `compareRuns`. */
export async function toRunLike(
  received: unknown,
  other: RunDescription,
  options: ComparisonOptions,
): Promise<MatcherResult> {
  if (!isDescription(received))
    throw new TypeError('toRunLike is for a run: await expect({ model, options }).toRunLike(…)');
  const comparison = await compareRuns(received, other, options);
  return { pass: comparison.difference === undefined, message: () => describeComparison(comparison) };
}

function isDescription(value: unknown): value is RunDescription {
  if (typeof value !== 'object' || value === null) return false;
  const { model, options } = value as Partial<RunDescription>;
  return typeof model === 'function' && typeof options === 'object' && options !== null;
}
