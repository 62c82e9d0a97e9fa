import { fileURLToPath } from 'node:url';
import { Simulation } from '@disco-engine/sdk';
import { planChain } from './base-stock.js';
import { readChain } from './chain-file.js';
import { chainScenario } from './chain-scenario.js';
import { SupplyChain } from './supply-chain.js';

/** Benchmarks of this example, for the harness of the engine (`npm run -s bench`), by the configuration of its reference loop. */
export const benchmarks = [
  {
    name: 'supply-chain',
    configs: { '38': 'a' },
    async prepare(config: string, events: number) {
      const chain = await readChain(fileURLToPath(new URL(`../data/chain_${config}.csv`, import.meta.url)));
      const scenario = chainScenario(chain, planChain(chain));
      const simulation = await Simulation.create(SupplyChain, { scenario, seed: 7, digest: 'off' });
      return {
        run() {
          for (let day = 1; simulation.eventCount < events; day++) simulation.until(day);
          return simulation.eventCount;
        },
      };
    },
  },
];
