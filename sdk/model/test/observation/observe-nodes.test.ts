import * as fc from 'fast-check';
import { merge } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { NodeObservables } from '@disco-engine/sdk';
import { ofNodes } from '../../src/observation/of-nodes.js';
import { openMarket } from './market.js';

const all = ({ activations, sends, wakeups, timers, promises }: NodeObservables) =>
  merge(activations, sends, wakeups, timers, promises);

describe('what a simulation shows of some nodes', () => {
  it('is what a filter behind everything shows, whoever else observes, and changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.subarray(['shop/S0', 'shop/S1', 'shop/*', '*1', 'depot/*'], { minLength: 1 }),
        fc.boolean(),
        async (workers, patterns, isWatched) => {
          const [plain, filtered, simulation] = [
            await openMarket(4, { workers }),
            await openMarket(4, { workers }),
            await openMarket(4, { workers }),
          ];
          const [expected, seen, other]: { node: string }[][] = [[], [], []];
          all(filtered)
            .pipe(ofNodes(...patterns))
            .subscribe((record) => expected.push(record));
          all(simulation.observe(...patterns)).subscribe((record) => seen.push(record));
          if (isWatched) all(simulation.observe('depot/D0')).subscribe((record) => other.push(record));
          for (const each of [plain, filtered, simulation]) each.until(5);
          // Between workers on one thread, there is no order.
          expect(byNode(seen)).toEqual(byNode(expected));
          if (workers === 1) expect(seen).toEqual(expected);
          expect(other.length > 0).toBe(isWatched);
          expect(simulation.digest).toBe(plain.digest);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is refused for names that no node has', async () => {
    const simulation = await openMarket(2, {});
    expect(() => simulation.observe('shop/S1', 'shop/S9')).toThrow(
      expect.objectContaining({
        code: 'NODE_UNKNOWN',
        message: "no node is called 'shop/S9'; did you mean 'shop/S0'?",
        place: { node: 'shop/S9' },
      }),
    );
  });
});

function byNode(records: readonly { node: string }[]): Record<string, unknown[]> {
  const found: Record<string, unknown[]> = {};
  for (const record of records) (found[record.node] ??= []).push(record);
  return found;
}
