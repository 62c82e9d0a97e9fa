import { DiscoError } from '@disco-engine/kernel';
import type { Sampler, SamplerState } from './sampler.js';

/** A sampler that keeps nothing between two values. */
export abstract class StatelessSampler<Value = number> implements Sampler<Value> {
  abstract sample(): Value;

  state(): SamplerState {
    return [];
  }

  restore(state: SamplerState): void {
    if (state.length === 0) return;
    throw new DiscoError(
      'ARGUMENT_INVALID',
      `restore: the state has ${state.length} numbers; this sampler has none, so give the state of a sampler of the same kind`,
    );
  }
}
