import { ScenarioBuilder, type Simulation } from '@disco-engine/sdk';
import { expect, test } from 'vitest';
import './agreement.js';
import { replicate } from './replicate.js';
import { type ChainParameters, SerialChain, Stage } from './serial-chain.js';

/** Each list starts with the stage that sells to the customers. */
interface Chain {
  /** Best echelon base stocks: the stock of the stage itself and of all stages after it. */
  readonly echelons: readonly number[];
  /** Cost of holding one unit for one unit of time, in addition to the cost at the previous stage. */
  readonly holding: readonly number[];
  /** From the previous stage to this one. */
  readonly leadTimes: readonly number[];
  readonly penalty: number;
}

function scenarioOf({ echelons, holding, leadTimes, penalty }: Chain) {
  const builder = new ScenarioBuilder('chain').vertex('customers', 'all').edge('order', 'all', 's0');
  echelons.forEach((echelon, stage) => {
    builder
      .vertex('stage', `s${stage}`, {
        stock: echelon - (echelons[stage - 1] ?? 0),
        holding: holding.slice(stage).reduce((sum, cost) => sum + cost, 0),
        delay: leadTimes[stage - 1] ?? 0,
        penalty: stage === 0 ? penalty : 0,
      })
      .edge('order', `s${stage}`, `s${stage + 1}`)
      .edge('delivery', `s${stage + 1}`, `s${stage}`);
  });
  // The supplier of the first stage always has what it needs.
  return builder.vertex('source', `s${echelons.length}`, { delay: leadTimes.at(-1) ?? NaN }).build();
}

const stages = (simulation: Simulation): Stage[] => [...simulation.nodes(Stage).values()];

/** The cost per unit of time, by replication. */
function costs(chain: Chain, parameters: ChainParameters, measured: number): Promise<number[]> {
  return replicate(
    { model: SerialChain, scenario: scenarioOf(chain), parameters, replications: 25, warmup: 20, measured },
    (simulation) => stages(simulation).forEach((stage) => stage.restart(simulation.epoch)),
    (simulation, end) => stages(simulation).reduce((sum, stage) => sum + stage.costUntil(end), 0) / measured,
  );
}

// The algorithm of A. J. Clark and H. Scarf, "Optimal Policies for a Multi-Echelon Inventory Problem", Management Science 6 (1960), as in
// L. V. Snyder and Z.-J. M. Shen, "Fundamentals of Supply Chain Theory" (2nd ed., 2019), example 6.1.
test('the three stages of Clark and Scarf cost 47.65', async () => {
  const chain = { echelons: [6.49, 12.02, 22.71], holding: [3, 2, 2], leadTimes: [1, 1, 2], penalty: 37.12 };
  expect(await costs(chain, { demand: 5, deviation: 1 }, 1000)).toTellFromNeighbours(47.65);
});

const even = [0.25, 0.25, 0.25, 0.25];
const uneven = [0.25, 2.5, 2.5, 0.25];

// K. H. Shang and J.-S. Song, "Newsvendor Bounds and Heuristic for Optimal Policies in Serial Supply Chains", Management Science 49 (2003),
// table 1, rows 1, 9, 17 and 25.
test.each([
  { penalty: 9, holding: even, echelons: [8, 13, 18, 22], truth: 12.688 },
  { penalty: 9, holding: uneven, echelons: [9, 10, 13, 19], truth: 53.008 },
  { penalty: 99, holding: even, echelons: [11, 17, 22, 27], truth: 16.206 },
  { penalty: 99, holding: uneven, echelons: [11, 14, 18, 26], truth: 74.564 },
])('the four stages of Shang and Song cost $truth', async ({ truth, ...chain }) => {
  const found = await costs({ ...chain, leadTimes: even }, { demand: 16, deviation: 0 }, 500);
  expect(found).toTellFromNeighbours(truth);
});
