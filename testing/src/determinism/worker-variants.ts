import type { ActivationRecord } from '@disco-engine/sdk';
import { nameOf, type TransportChoice } from '../topologies/transport-choice.js';
import { TransportRun } from '../topologies/transport-run.js';
import type { Variant } from './variant.js';
import { onThread } from './variants.js';

/**
 * Per number of workers, two variants on one thread, with nodes placed round-robin and at random, and one for each
 * transport, round-robin again. A random placement alone might leave the few nodes of a small model together.
 */
export function workerVariants(counts: readonly number[], transports: readonly TransportChoice[]): Variant[] {
  const several = counts.filter((workers) => workers > 1);
  return [
    ...counts.flatMap(onOneThread),
    ...several.flatMap((workers) => transports.map((kind) => over(kind, workers))),
  ];
}

function onOneThread(workers: number): Variant[] {
  if (workers === 1) return [onThread('1 worker', { workers })];
  const random = { workers, placement: { kind: 'random', seed: workers } } as const;
  return [onThread(`${workers} workers, round robin`, { workers }), onThread(`${workers} workers, at random`, random)];
}

function over(transport: TransportChoice, workers: number): Variant {
  return {
    name: `${workers} workers over ${nameOf(transport)}`,
    async run(model, options, until) {
      const run = await TransportRun.create(model, { ...options, workers, transport });
      const trace: ActivationRecord[] = [];
      run.observe((activation) => trace.push(activation));
      let failure: { readonly error: unknown } | undefined;
      try {
        await run.until(until);
      } catch (error) {
        failure = { error };
      }
      try {
        return { digest: run.digest, trace, failure };
      } finally {
        await run.dispose();
      }
    },
  };
}
