import type { ModelClass } from '@disco-engine/sdk';
import { checkDeterminism } from '../determinism/check-determinism.js';
import { describeDifference } from '../determinism/describe-difference.js';
import type { DeterminismOptions } from '../determinism/determinism-options.js';
import type { MatcherResult } from './matcher-result.js';

/** Whether a model behaves the same in runs that must not differ; see `checkDeterminism`. */
export async function toBeDeterministic(received: unknown, options: DeterminismOptions): Promise<MatcherResult> {
  if (typeof received !== 'function')
    throw new TypeError('toBeDeterministic is for a model class: await expect(Model).toBeDeterministic(…)');
  const report = await checkDeterminism(received as ModelClass, options);
  return { pass: report.difference === undefined, message: () => describeDifference(report) };
}
