import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Simulation, type ModelClass } from '@disco-engine/sdk';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planChain } from '../src/base-stock.js';
import { chainScenario } from '../src/chain-scenario.js';
import type { Chain } from '../src/chain.js';
import type { MeasuredStage } from '../src/stage-measures.js';
import { measuredStages } from '../src/measured-stages.js';
import { ChainLoop } from '../src/loop/chain-loop.js';
import { SupplyChainByStage } from '../src/stage-alone.js';
import { SupplyChain } from '../src/supply-chain.js';
import { carriedChain, someChain } from './chains.js';
import { multilevel } from '@disco-engine/partitioner';

/** A stage, and its figures in the order of `MeasuredStage`. */
type Row = readonly [string, number, number, number, number, number];

interface Run {
  readonly seed: number;
  readonly warmup: number;
  readonly until: number;
}

interface Recorded extends Run {
  readonly stages: number;
  /** Hash of the JSON of all rows, which has every number exactly. */
  readonly sha256: string;
  readonly some: readonly Row[];
}

/**
 * The results of the model if each stage is an object and its own node. Recorded once, and again when samplers began to draw by
 * inversion.
 */
const recorded = JSON.parse(readFileSync(new URL('./fixtures/figures.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, Recorded>
>;

async function figures(
  model: ModelClass,
  chain: Chain,
  { seed, warmup, until }: Run,
  workers = 1,
): Promise<readonly Row[]> {
  const scenario = chainScenario(chain, planChain(chain));
  const spread = workers === 1 ? {} : { workers, placement: multilevel() };
  const simulation = await Simulation.create(model, { scenario, seed, parameters: { warmup }, ...spread });
  simulation.until(until);
  return rowsOf(measuredStages(simulation, until));
}

/** The figures of the handwritten loop, without the engine. */
function loopFigures(chain: Chain, { seed, warmup, until }: Run): readonly Row[] {
  const loop = new ChainLoop(planChain(chain), { seed, warmup });
  loop.run(until);
  return rowsOf(loop.measured(until));
}

/** What is recorded of some rows. */
function summary(rows: readonly Row[], { some }: Recorded): Omit<Recorded, keyof Run> {
  return {
    stages: rows.length,
    sha256: createHash('sha256').update(JSON.stringify(rows)).digest('hex'),
    some: rows.filter(([key]) => some.some(([other]) => other === key)),
  };
}

function rowsOf(measured: ReadonlyMap<string, MeasuredStage>): readonly Row[] {
  return [...measured]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { demanded, onTime, averageStock, averageBacklog, averageInProcess }]) => [
      key,
      demanded,
      onTime,
      averageStock,
      averageBacklog,
      averageInProcess,
    ]);
}

describe.each(Object.keys(recorded))('the figures of every stage of %s, to the last bit,', (name) => {
  it.each<[string, ModelClass, number]>([
    ['in groups', SupplyChain, 1],
    ['alone', SupplyChainByStage, 1],
    ['in groups on 2 workers', SupplyChain, 2],
    ['in groups on 3 workers', SupplyChain, 3],
  ])('are the recorded ones: %s', async (_, model, workers) => {
    const rows = await figures(model, await carriedChain(name), recorded[name], workers);
    expect(recorded[name]).toMatchObject(summary(rows, recorded[name]));
  });

  it('are the recorded ones: in one loop without the engine', async () => {
    const rows = loopFigures(await carriedChain(name), recorded[name]);
    expect(recorded[name]).toMatchObject(summary(rows, recorded[name]));
  });
});

describe('in random chains', () => {
  it('stages have the same figures in groups, alone, and in one loop', async () => {
    await fc.assert(
      fc.asyncProperty(
        someChain,
        fc.nat(30),
        fc.double({ min: 0, max: 90, noNaN: true }),
        async (chain, seed, until) => {
          const run = { seed, warmup: 10, until };
          const inGroups = await figures(SupplyChain, chain, run);
          expect(inGroups).toEqual(await figures(SupplyChainByStage, chain, run));
          expect(inGroups).toEqual(loopFigures(chain, run));
        },
      ),
      { numRuns: 100 },
    );
  });
});
