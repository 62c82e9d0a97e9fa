import type { Optimisation } from './optimisation.js';

/** Whether a value looks like a result of `defineOptimisation`. */
export function isOptimisation(value: unknown): value is Optimisation {
  if (typeof value !== 'object' || value === null) return false;
  return 'model' in value && typeof value.model === 'function' && 'variables' in value && 'objective' in value;
}
