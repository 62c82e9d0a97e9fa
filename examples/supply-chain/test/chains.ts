import { fileURLToPath } from 'node:url';
import { Simulation } from '@disco-engine/sdk';
import fc from 'fast-check';
import { planChain } from '../src/base-stock.js';
import { chainScenario } from '../src/chain-scenario.js';
import { readChain } from '../src/chain-file.js';
import type { Chain, Stage as ChainStage } from '../src/chain.js';
import { SupplyChain } from '../src/supply-chain.js';

/** A stage with one day of lead time and no suppliers, unless the values say otherwise. */
export function stageOf(id: string, values: Partial<ChainStage> = {}): ChainStage {
  return { id, leadTime: 1, serviceTime: null, costRate: 1, demand: null, z: null, upstream: [], line: 2, ...values };
}

/** One of the bundled chains. */
export function carriedChain(name: string): Promise<Chain> {
  return readChain(fileURLToPath(new URL(`../data/${name}.csv`, import.meta.url)));
}

/** A chain ready to run, with strict payload checks. */
export function simulationOf(
  chain: Chain,
  options: { readonly seed?: number; readonly warmup?: number; readonly tieOrder?: (count: number) => Int32Array } = {},
): Promise<Simulation> {
  const { seed = 1, warmup = 0, tieOrder } = options;
  const scenario = chainScenario(chain, planChain(chain));
  return Simulation.create(SupplyChain, { scenario, seed, parameters: { warmup }, payloads: 'strict', tieOrder });
}

const someStage = fc.record({
  leadTime: fc.oneof(fc.nat(5), fc.double({ min: 0, max: 5, noNaN: true })),
  serviceTime: fc.option(fc.oneof(fc.nat(6), fc.double({ min: 0, max: 6, noNaN: true }))),
  z: fc.option(fc.double({ min: -2, max: 2, noNaN: true })),
  demand: fc.option(fc.record({ mean: fc.double({ min: 0, max: 50, noNaN: true }), deviation: fc.nat(50) })),
  suppliers: fc.array(fc.record({ stage: fc.nat(9), units: fc.constantFrom(1, 2, 3, 0.5, 0.3, 1 / 7) }), {
    maxLength: 3,
  }),
});

/**
 * Chains of up to 10 stages: fractional lead times and units, stages that serve both the market and others, stages without
 * demand, and often too little stock. The first stage has external demand; a stage needs only stages that come after it.
 */
export const someChain: fc.Arbitrary<Chain> = fc.array(someStage, { minLength: 1, maxLength: 10 }).map((drawn) => ({
  name: 'random',
  stages: drawn.map(({ suppliers, ...values }, index) => {
    const units = new Map(suppliers.map((arc) => [index + 1 + arc.stage, arc.units]));
    const upstream = [...units].filter(([supplier]) => supplier < drawn.length);
    const demand = index === 0 ? { mean: 10, deviation: 8 } : values.demand;
    return stageOf(`s${index}`, {
      ...values,
      demand,
      upstream: upstream.map(([supplier, each]) => ({ stage: `s${supplier}`, units: each })),
    });
  }),
}));
