import { Simulation } from '@disco-engine/sdk';
import { planChain } from './base-stock.js';
import type { Chain } from './chain.js';
import { chainScenario } from './chain-scenario.js';
import { measuredStages } from './measured-stages.js';
import { StageGroup } from './stage-group.js';
import { SupplyChain } from './supply-chain.js';

const DAYS = 60;

/**
 * Runs on any JavaScript engine: the outcome of each chain, including the state and the measurements of its stages at the end.
 */
export function cases(input: unknown) {
  return (input as readonly Chain[]).map((chain) => ({
    name: chain.name,
    async run() {
      const scenario = chainScenario(chain, planChain(chain));
      const simulation = await Simulation.create(SupplyChain, { scenario, seed: 7 });
      const { activations, events } = simulation.until(DAYS);
      const stock = [...simulation.nodes(StageGroup).values()].map((group) => group.stock);
      const state = JSON.stringify([stock, [...measuredStages(simulation, DAYS)]]);
      return { digest: simulation.digest, state, activations, events };
    },
  }));
}
