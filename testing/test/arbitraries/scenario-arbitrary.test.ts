import { TestRun, scenarioArbitrary } from '@disco-engine/testing';
import { Model, Node, OnEvent, simproc } from '@disco-engine/sdk';
import fc from 'fast-check';
import { expect, it } from 'vitest';

const up = simproc('up');
const round = simproc('round', { minimumDelay: 1 });
const all = simproc('all', { minimumDelay: 1, complete: true });

@Node('giver')
class Giver {
  @OnEvent(up)
  @OnEvent(round)
  take(): void {}
}

@Node('taker')
class Taker {
  @OnEvent(round)
  @OnEvent(all)
  take(): void {}
}

@Model({ name: 'exchange', simprocs: [up, round, all], nodes: [Giver, Taker] })
class Exchange {}

it('creates scenarios that the model runs on, with cycles only on layers with a delay', async () => {
  const values = { giver: fc.record({ stock: fc.integer({ min: 5, max: 9 }) }) };
  let [edges, cycles, descending] = [0, 0, 0];
  await fc.assert(
    fc.asyncProperty(scenarioArbitrary(Exchange, { minVertices: 3, values }), async (scenario) => {
      const { graph } = scenario;
      expect(graph.keys.length).toBeGreaterThanOrEqual(3);
      expect(graph.keys.length).toBeLessThanOrEqual(13);
      expect(graph.layer('all')).toBeUndefined();
      for (const [type, columns] of scenario.columns.vertices) {
        expect([...columns.keys()]).toEqual(type === 'giver' ? ['stock'] : []);
        if (type !== 'giver') continue;
        const [stock] = await scenario.columns.read({ nodeType: type }, ['stock']);
        for (let row = 0; row < scenario.verticesOf(type).length; row++)
          expect('values' in stock && stock.values[row]).toBeGreaterThanOrEqual(5);
      }
      const run = await TestRun.create(Exchange, { scenario });
      run.until(1);

      const pairs = (layer: string): [number, number][] => {
        const { starts, targets } = graph.layer(layer) ?? { starts: Int32Array.of(0), targets: Int32Array.of() };
        return [...starts.keys()]
          .slice(0, -1)
          .flatMap((from) =>
            Array.from(targets.subarray(starts[from], starts[from + 1]), (to): [number, number] => [from, to]),
          );
      };
      edges += pairs('up').length;
      descending += pairs('up').filter(([from, to]) => from > to).length;
      const both = pairs('round');
      cycles += Number(both.some(([from, to]) => both.some(([other, back]) => other === to && back === from)));
    }),
    { seed: 1, numRuns: 200 },
  );
  expect(edges).toBeGreaterThan(200);
  expect(cycles).toBeGreaterThan(20);
  // About half of the edges run against the order of the names.
  expect(Math.abs(descending / edges - 0.5)).toBeLessThan(0.2);
});
