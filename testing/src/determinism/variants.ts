import { RandomStreams, type RandomStream } from '@disco-engine/kernel';
import { TestRun, type TestRunOptions } from '../test-run.js';
import type { Variant } from './variant.js';

/** How a run on one thread deviates. */
interface Deviation extends Pick<TestRunOptions, 'payloads' | 'tieOrder' | 'workers' | 'placement'> {
  /** Default: one call of `until`. */
  drive?(run: TestRun, until: number, plain: TestRun): void;
}

/** A variant on one thread. */
export function onThread(name: string, { drive, ...deviation }: Deviation): Variant {
  return {
    name,
    async run(model, options, until, plain) {
      const run = await TestRun.create(model, { ...options, ...deviation });
      let failure: { readonly error: unknown } | undefined;
      try {
        if (drive === undefined) run.until(until);
        else drive(run, until, plain);
      } catch (error) {
        failure = { error };
      }
      try {
        return { digest: run.digest, trace: run.trace, failure };
      } finally {
        await run.dispose();
      }
    },
  };
}

const reversed = onThread('nodes in the opposite order', {
  tieOrder: (nodeCount) => Int32Array.from({ length: nodeCount }, (_, index) => nodeCount - 1 - index),
});

const stepped = onThread('one activation at a time', {
  drive(run, until, plain) {
    while (run.activationCount < plain.activationCount && run.step());
    run.until(until);
  },
});

const trusted = onThread('payloads trusted, not sealed', { payloads: 'trusted' });

/**
 * @param count number of variants, at least 1
 * @param order varies the node orders and the horizons, and nothing else
 */
export function variants(count: number, order = new RandomStreams({ masterSeed: 0, replication: 0 })): Variant[] {
  return Array.from({ length: count }, (_, index) => {
    const kind = [reversed, undefined, stepped, trusted][index];
    return kind ?? shuffled(order.open('determinism', `variant ${index}`));
  });
}

/** A shuffled order of nodes, and up to three intermediate horizons, each the epoch of an activation. */
function shuffled(random: RandomStream): Variant {
  return onThread('nodes in a shuffled order, in several calls of until', {
    tieOrder(nodeCount) {
      const order = Int32Array.from({ length: nodeCount }, (_, index) => index);
      for (let left = nodeCount; left > 1; left--) {
        const other = random.below(left);
        [order[left - 1], order[other]] = [order[other] ?? NaN, order[left - 1] ?? NaN];
      }
      return order;
    },
    drive(run, until, { trace }) {
      const horizons = Array.from({ length: 3 }, () => trace[random.below(Math.max(trace.length, 1))]?.epoch ?? 0);
      for (const horizon of horizons.sort((a, b) => a - b)) run.until(horizon);
      run.until(until);
    },
  });
}
