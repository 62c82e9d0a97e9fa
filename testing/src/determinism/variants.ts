import { RandomStreams, type RandomStream } from '@disco-engine/kernel';
import type { TestRun } from '../test-run.js';

/** One way to run a model that must not change what happens in it. */
export interface Variant {
  /** Says what is different, as in `nodes in another order`. */
  readonly name: string;
  readonly payloads?: 'strict' | 'trusted';
  readonly tieOrder?: (nodeCount: number) => Int32Array;
  /** @param plain the run to compare with, which has reached the horizon */
  drive(run: TestRun, until: number, plain: TestRun): void;
}

const whole = (run: TestRun, until: number): void => void run.until(until);

const reversed: Variant = {
  name: 'nodes in the opposite order',
  tieOrder: (nodeCount) => Int32Array.from({ length: nodeCount }, (_, index) => nodeCount - 1 - index),
  drive: whole,
};

const stepped: Variant = {
  name: 'one activation at a time',
  drive(run, until, plain) {
    while (run.activationCount < plain.activationCount && run.step());
    run.until(until);
  },
};

const trusted: Variant = { name: 'payloads trusted, not sealed', payloads: 'trusted', drive: whole };

/**
 * @param count how many variants, at least 1
 * @param order what makes the node orders and the horizons differ, and nothing else
 */
export function variants(count: number, order = new RandomStreams({ masterSeed: 0, replication: 0 })): Variant[] {
  return Array.from({ length: count }, (_, index) => {
    const kind = [reversed, undefined, stepped, trusted][index];
    return kind ?? shuffled(order.open('determinism', `variant ${index}`));
  });
}

/** Another order of nodes, and up to three horizons on the way, each the epoch of an activation. */
function shuffled(random: RandomStream): Variant {
  return {
    name: 'nodes in a shuffled order, in several calls of until',
    tieOrder(nodeCount) {
      const order = Int32Array.from({ length: nodeCount }, (_, index) => index);
      for (let left = nodeCount; left > 1; left--) {
        const other = random.below(left);
        [order[left - 1], order[other]] = [order[other], order[left - 1]];
      }
      return order;
    },
    drive(run, until, { trace }) {
      const horizons = Array.from({ length: 3 }, () => trace[random.below(Math.max(trace.length, 1))]?.epoch ?? 0);
      for (const horizon of horizons.sort((a, b) => a - b)) run.until(horizon);
      run.until(until);
    },
  };
}
