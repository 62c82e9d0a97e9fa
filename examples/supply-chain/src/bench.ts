import { fileURLToPath } from 'node:url';
import { measureActivity, multilevel, type Activity } from '@disco-engine/partitioner';
import { Simulation, Transport, type DigestLevel, type Placement, type Scenario } from '@disco-engine/sdk';
import { planChain } from './base-stock.js';
import type { Chain } from './chain.js';
import { readChain } from './chain-file.js';
import { chainScenario } from './chain-scenario.js';
import { ChainLoop } from './loop/chain-loop.js';
import { SupplyChain } from './supply-chain.js';

/** What a day of chain_38 has at least: a round must reach a number of events, and the loop without the engine has none. */
const LEAST_EVENTS_PER_DAY = 1800;

const DIGESTS: Readonly<Record<string, DigestLevel>> = { '38': 'off', '38-full-digest': 'full' };

/**
 * Benchmarks of this example for the engine's harness (`npm run -s bench`), compared with a handwritten loop over the same
 * stages and arcs. An event carries everything that goes between the stages of two nodes at one epoch, on average 16 orders or
 * deliveries in chain_38.
 */
export const benchmarks = [
  {
    name: 'supply-chain',
    configs: { '38': 'a', '38-full-digest': 'a' },
    async prepare(config: string, events: number) {
      const days = Math.ceil(events / LEAST_EVENTS_PER_DAY);
      const chain = await chain38();
      const plans = planChain(chain);
      const scenario = chainScenario(chain, plans);
      const simulation = await Simulation.create(SupplyChain, { scenario, seed: 7, digest: DIGESTS[config] });
      return {
        run() {
          simulation.until(days);
          return simulation.eventCount;
        },
        withoutEngine() {
          const loop = new ChainLoop(plans, { seed: 7, warmup: 0 });
          return () => loop.run(days);
        },
      };
    },
  },
];

function chain38(): Promise<Chain> {
  return readChain(fileURLToPath(new URL('../data/chain_38.csv', import.meta.url)));
}

/** The seat of one worker of a benchmark, as provided by the harness (`npm run -s bench:workers`). */
interface BenchSeat {
  readonly worker: number;
  readonly workers: number;
  readonly transport?: Transport | undefined;
  readonly addresses?: readonly string[] | undefined;
  readonly prepared?: unknown;
}

const WORKERS_DAYS = 120;
const MEASURED_DAYS = 60;
const SEED = 7;

/** The same benchmark on several workers, placed by what is known of the chain and by what was measured. */
export const workersBenchmarks = [
  { name: 'supply-chain-38', join: (seat: BenchSeat) => joined(seat, multilevel()) },
  {
    name: 'supply-chain-38-measured',
    async prepare(): Promise<Activity> {
      return await measureActivity(SupplyChain, { scenario: await scenario38(), seed: SEED, until: MEASURED_DAYS });
    },
    join: (seat: BenchSeat) => joined(seat, multilevel({ activity: seat.prepared as Activity })),
  },
];

async function joined({ worker, workers, transport, addresses }: BenchSeat, placement: Placement) {
  const simulation = await Simulation.create(SupplyChain, {
    scenario: await scenario38(),
    seed: SEED,
    digest: 'off',
    placement,
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
}

async function scenario38(): Promise<Scenario> {
  const chain = await chain38();
  return chainScenario(chain, planChain(chain));
}
