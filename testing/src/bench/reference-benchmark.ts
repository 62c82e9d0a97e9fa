import type { Benchmark } from './benchmark.js';
import { PHOLD_SIZES, type PholdConfig } from './phold.js';
import { ReferencePhold } from './reference-phold.js';

/** The reference compared with itself: its ratio should be 1, and its spread is the noise of all other ratios. */
export const referenceBenchmark: Benchmark = {
  name: 'reference',
  configs: { a: 'a', b: 'b', c: 'c' },
  prepare(config, events) {
    const loop = new ReferencePhold(PHOLD_SIZES[config as PholdConfig], 1);
    return {
      run() {
        loop.run(events);
        return events;
      },
    };
  },
};
