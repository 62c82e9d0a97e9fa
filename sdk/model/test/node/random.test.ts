import { describe, expect, it } from 'vitest';
import { Node, NodeContext, OnEvent, RandomStream, ScenarioBuilder, Simulation } from '@disco-engine/sdk';
import { modelOf } from '../model-of.js';
import { refusal } from '../refusal.js';

@Node('dice')
class Dice {
  readonly drawn: number[];
  readonly named: number;
  readonly counterBased: number;

  constructor(context: NodeContext, stream: RandomStream) {
    this.drawn = [stream.uint32(), stream.uint32()];
    this.named = context.random('named').uint32();
    this.counterBased = context.counterBasedRandom().uint32();
  }

  @OnEvent('roll')
  roll(): void {}
}

interface Options {
  readonly seed?: number;
  readonly replication?: number;
  readonly keys?: readonly string[];
  readonly tieOrder?: (count: number) => Int32Array;
}

async function draws({ keys = ['a', 'b'], ...options }: Options = {}): Promise<Record<string, unknown>> {
  const builder = new ScenarioBuilder();
  for (const key of keys) builder.vertex('dice', key);
  const simulation = await Simulation.create(modelOf({ simprocs: ['roll'], nodes: [Dice] }), {
    scenario: builder.build(),
    ...options,
  });
  const { drawn, named, counterBased } = simulation.node('dice/a', Dice);
  return { drawn, named, counterBased };
}

describe('the random streams of a node', () => {
  it('are the same for the same seed, whatever other nodes exist and in whatever order they are made', async () => {
    const reference = await draws({ seed: 7 });
    expect(await draws({ seed: 7, keys: ['a'] })).toEqual(reference);
    expect(await draws({ seed: 7, keys: ['0', 'a', 'zz', 'b'] })).toEqual(reference);
    expect(await draws({ seed: 7, tieOrder: () => Int32Array.of(1, 0) })).toEqual(reference);
  });

  it('differ by seed, replication, node, stream and kind', async () => {
    const all = await Promise.all([draws(), draws({ seed: 1 }), draws({ replication: 1 })]);
    const numbers = all.flatMap(({ drawn, named, counterBased }) => [...(drawn as number[]), named, counterBased]);
    expect(new Set(numbers).size).toBe(12);
  });

  it('differ between nodes', async () => {
    const scenario = new ScenarioBuilder().vertex('dice', 'a').vertex('dice', 'b').build();
    const simulation = await Simulation.create(modelOf({ simprocs: ['roll'], nodes: [Dice] }), { scenario });
    expect(simulation.node('dice/a', Dice).drawn).not.toEqual(simulation.node('dice/b', Dice).drawn);
  });

  it.each([{ seed: -1 }, { seed: 0.5 }, { seed: NaN }, { seed: 2 ** 53 }, { replication: -1 }])(
    'refuse %o',
    async (options) => {
      expect((await refusal(() => draws(options))).code).toBe('SEED_INVALID');
    },
  );
});
