import type { Experiment } from './experiment.js';

/** Whether a value looks like a result of `defineExperiment`. */
export function isExperiment(value: unknown): value is Experiment {
  if (typeof value !== 'object' || value === null) return false;
  return 'model' in value && typeof value.model === 'function' && 'cases' in value && Array.isArray(value.cases);
}
