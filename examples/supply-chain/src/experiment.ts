import { fileURLToPath } from 'node:url';
import { defineExperiment } from '@disco-engine/experiments';
import { planChain } from './base-stock.js';
import { readChain } from './chain-file.js';
import { chainScenario } from './chain-scenario.js';
import { SupplyChainByEchelon } from './stage-echelon.js';

/**
 * Where is safety stock worth its cost: close to the market, or upstream? Case 0 is the chain as planned; the others have 50 %
 * more or 50 % less safety stock at the stages with external customers, at all others, or both.
 *
 *     npx disco run examples/supply-chain/dist/experiment.js --results results
 *     npx disco report results --maximise filled
 */
// oxlint-disable-next-line import/no-default-export -- the export that disco run uses if no name is given
export default defineExperiment(SupplyChainByEchelon, {
  name: 'safety stock',
  scenario: async () => {
    const chain = await readChain(fileURLToPath(new URL('../data/chain_16.csv', import.meta.url)));
    return chainScenario(chain, planChain(chain));
  },
  duration: 365 * 3,
  warmup: 365,
  unit: 'days',
  replications: 10,
  seed: 7,
  parameters: { marketSafety: [1, 1.5], upstreamSafety: [1, 0.5, 1.5] },
  responses: {
    // The average value of all stock, and the share of external orders delivered in time.
    'stock value': { value: ({ across }) => across({ type: 'stage' }).total('stock value'), unit: 'cost' },
    filled: ({ across }) => across().mean('filled'),
  },
});
