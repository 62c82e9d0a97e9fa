import type { Simulation } from '@disco-engine/sdk';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planChain } from '../src/base-stock.js';
import type { Chain } from '../src/chain.js';
import { carriedChain, simulationOf, someChain } from './chains.js';
import { stagesOf, type StageView } from './stages.js';
import { listen } from './trade.js';

/** Units sent, by simproc, sending and receiving stage. */
class Sent {
  count = 0;
  readonly #units = new Map<string, number>();

  constructor(simulation: Simulation, chain: Chain) {
    listen(simulation, chain, ({ simproc, from, to, units }) => {
      const key = `${simproc} ${from} ${to}`;
      this.count += 1;
      this.#units.set(key, (this.#units.get(key) ?? 0) + units);
    });
  }

  units(simproc: string, from: string, to: string): number {
    return this.#units.get(`${simproc} ${from} ${to}`) ?? 0;
  }
}

/** Rounding loses about 1e-16 of a total with each event. */
function same(found: number, expected: number, total: number): void {
  expect(Math.abs(found - expected), `${found} for ${expected}`).toBeLessThanOrEqual(1e-8 * (1 + Math.abs(total)));
}

/** Checks all accounts of a chain. @returns the units that customers wait for */
function checkAccounts(chain: Chain, simulation: Simulation, sent: Sent): number {
  const customers = customersOf(chain);
  const stages = stagesOf(simulation);
  const view = (id: string): StageView => stages.get(id) as StageView;
  let allOrdered = 0;
  let allDelivered = 0;
  let allOpen = 0;
  for (const { stage, baseStock } of planChain(chain)) {
    const { stock, owed, lines, inProcess, sets } = view(stage.id);
    const toItself = sent.units('supply', stage.id, stage.id);
    const [waiting = 0] = sets;
    const total = baseStock + toItself;
    // Every unit ordered from a stage is ordered by it: units on hand, in process or still to be made, minus backlog, never
    // change.
    same(stock + inProcess + waiting - owed, baseStock, total);
    same(
      Array.from({ length: lines.size }, (_, line) => lines.amount(line)).reduce((sum, each) => sum + each, 0),
      owed,
      total,
    );
    expect(stock).toBeGreaterThanOrEqual(-1e-8 * (1 + total));
    expect(inProcess).toBeGreaterThanOrEqual(-1e-8 * (1 + total));

    const suppliers = [...stage.upstream].sort((a, b) => (a.stage < b.stage ? -1 : 1));
    suppliers.forEach((arc, index) => {
      const ordered = sent.units('order', stage.id, arc.stage);
      const delivered = sent.units('supply', arc.stage, stage.id);
      const open = view(arc.stage).owedTo(customers.get(arc.stage)?.indexOf(stage.id) ?? NaN);
      // Units ordered are what the stage must make, times the units per item; some were delivered, the rest is backlog.
      same(ordered, toItself * arc.units, ordered);
      same(delivered + open, ordered, ordered);
      // Units delivered went into started units, or are waiting for other components.
      same(delivered / arc.units, toItself - waiting + (sets[index + 1] ?? NaN), toItself);
      allOrdered += ordered;
      allDelivered += delivered;
      allOpen += open;
    });
  }
  same(allDelivered + allOpen, allOrdered, allOrdered);
  return allOpen;
}

/**
 * Per supplier, the ids of its customers; a stage identifies them by their position in this order, which is that of their keys.
 */
function customersOf(chain: Chain): ReadonlyMap<string, readonly string[]> {
  const customers = new Map<string, string[]>();
  for (const { id, upstream } of [...chain.stages].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    for (const { stage } of upstream) customers.set(stage, [...(customers.get(stage) ?? []), id]);
  }
  return customers;
}

describe('every ordered unit is delivered, owed or in process', () => {
  it('in random chains, at any horizon', async () => {
    let open = 0;
    await fc.assert(
      fc.asyncProperty(someChain, fc.array(fc.double({ min: 0, max: 60, noNaN: true })), async (chain, horizons) => {
        const simulation = await simulationOf(chain);
        const sent = new Sent(simulation, chain);
        for (const horizon of [0, ...horizons.sort((a, b) => a - b), 60]) {
          simulation.until(horizon);
          open += checkAccounts(chain, simulation, sent);
        }
      }),
      { numRuns: 200 },
    );
    // Chains that never run out would prove little.
    expect(open).toBeGreaterThan(0);
  });

  it.each(['chain_02', 'chain_08', 'chain_16', 'chain_24'])('in %s', async (name) => {
    const chain = await carriedChain(name);
    const simulation = await simulationOf(chain);
    const sent = new Sent(simulation, chain);
    for (const horizon of [1, 10.5, 100, 200]) {
      simulation.until(horizon);
      checkAccounts(chain, simulation, sent);
    }
    expect(sent.count).toBeGreaterThan(200 * chain.stages.length * 0.5);
  });
});
