import { fingerprint } from '@disco-engine/kernel';
import type { RandomModel } from '../../random-model/random-model.js';
import { runOnKernel } from '../../random-model/run-on-kernel.js';
import type { EngineCase } from './engine-case.js';

/** A random model after a round trip through JSON, which has no Infinity. */
export interface SentModel extends Omit<RandomModel, 'horizons'> {
  readonly horizons: readonly (number | null)[];
}

/** @param input models drawn elsewhere: the library that draws them may compute differently on another engine */
export function cases(input: unknown): readonly EngineCase[] {
  return (input as readonly SentModel[]).map(({ horizons, ...sent }, index) => ({
    name: `model ${index}`,
    run: () => {
      const model = { ...sent, horizons: horizons.map((horizon) => horizon ?? Infinity) };
      const { digest, ...outcome } = runOnKernel(model);
      const { activations } = outcome;
      const events = activations.reduce((sum, { batch }) => sum + batch.length, 0);
      return { digest, state: fingerprint(outcome), activations: activations.length, events };
    },
  }));
}
