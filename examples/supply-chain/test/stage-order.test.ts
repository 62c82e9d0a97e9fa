import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderStages, type Supply } from '../src/stage-order.js';

/** Random arcs between up to 12 stages, including cycles and stages that need themselves. */
const networks = fc
  .integer({ min: 1, max: 12 })
  .chain((size) => fc.array(fc.array(fc.nat(size - 1), { maxLength: 4 }), { minLength: size, maxLength: size }));

function toSupplies(needs: readonly (readonly number[])[]): Supply[][] {
  return needs.map((suppliers) => suppliers.map((supplier) => ({ supplier, units: 1 })));
}

describe('orderStages', () => {
  it('puts every stage after all that it needs, and finds no cycle, if arcs run one way', () => {
    fc.assert(
      fc.property(networks, (needs) => {
        const oneWay = needs.map((suppliers, stage) => suppliers.filter((supplier) => supplier > stage));
        const { upstreamFirst, cycles } = orderStages(toSupplies(oneWay));
        expect(cycles).toEqual([]);
        expect([...upstreamFirst].sort((a, b) => a - b)).toEqual(needs.map((_, stage) => stage));
        oneWay.forEach((suppliers, stage) => {
          for (const supplier of suppliers) {
            expect(upstreamFirst.indexOf(supplier)).toBeLessThan(upstreamFirst.indexOf(stage));
          }
        });
      }),
    );
  });

  it('finds a cycle exactly if a stage can be reached from itself, and returns existing arcs', () => {
    fc.assert(
      fc.property(networks, (needs) => {
        const { cycles } = orderStages(toSupplies(needs));
        expect(cycles.length > 0).toBe(needs.some((_, stage) => reaches(needs, stage, stage)));
        for (const cycle of cycles) {
          cycle.forEach((stage, i) => expect(needs[stage]).toContain(cycle[(i + 1) % cycle.length]));
        }
        expect(new Set(cycles.flat()).size).toBe(cycles.flat().length);
      }),
    );
  });

  it('handles a chain that is deeper than the call stack', () => {
    const size = 200_000;
    const line = Array.from({ length: size }, (_, stage) =>
      stage + 1 < size ? [{ supplier: stage + 1, units: 1 }] : [],
    );
    expect(orderStages(line).upstreamFirst[0]).toBe(size - 1);
  });
});

function reaches(needs: readonly (readonly number[])[], from: number, to: number): boolean {
  const seen = new Set<number>();
  const open = [...(needs[from] ?? [])];
  for (let stage = open.pop(); stage !== undefined; stage = open.pop()) {
    if (stage === to) return true;
    if (seen.has(stage)) continue;
    seen.add(stage);
    open.push(...(needs[stage] ?? []));
  }
  return false;
}
