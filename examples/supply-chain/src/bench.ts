import { fileURLToPath } from 'node:url';
import { Simulation, Transport } from '@disco-engine/sdk';
import { planChain } from './base-stock.js';
import { readChain } from './chain-file.js';
import { chainScenario } from './chain-scenario.js';
import { SupplyChain } from './supply-chain.js';
import { multilevel } from '@disco-engine/partitioner';

/**
 * Benchmarks of this example for the engine's harness (`npm run -s bench`), by the configuration of its reference loop. An
 * event carries everything that goes between the stages of two nodes at one epoch, on average 16 orders or deliveries in
 * chain_38.
 */
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

/** The seat of one worker of a benchmark, as provided by the harness (`npm run -s bench:workers`). */
interface BenchSeat {
  readonly worker: number;
  readonly workers: number;
  readonly transport?: Transport | undefined;
  readonly addresses?: readonly string[] | undefined;
}

const WORKERS_DAYS = 120;

/** The same benchmark on several workers. */
export const workersBenchmarks = [
  {
    name: 'supply-chain-38',
    async join({ worker, workers, transport, addresses }: BenchSeat) {
      const chain = await readChain(fileURLToPath(new URL('../data/chain_38.csv', import.meta.url)));
      const simulation = await Simulation.create(SupplyChain, {
        scenario: chainScenario(chain, planChain(chain)),
        seed: 7,
        digest: 'off',
        placement: multilevel(),
        partition: { worker, workers, addresses },
        providers: transport === undefined ? [] : [{ token: Transport, useValue: transport }],
      });
      return {
        async run() {
          await simulation.run({ until: WORKERS_DAYS });
        },
        get events() {
          return simulation.eventCount;
        },
        get digest() {
          return simulation.digest;
        },
        get report() {
          return simulation.exchangeReports[0];
        },
        dispose: () => simulation.dispose(),
      };
    },
  },
];
