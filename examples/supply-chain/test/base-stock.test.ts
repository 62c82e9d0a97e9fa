import { fileURLToPath } from 'node:url';
import { InvalidInputError } from '@disco-engine/sdk';
import { describe, expect, it } from 'vitest';
import { planChain, type StagePlan } from '../src/base-stock.js';
import { readChain } from '../src/chain-file.js';
import type { Chain, Stage } from '../src/chain.js';

function stage(id: string, values: Partial<Stage>): Stage {
  return { id, leadTime: 1, serviceTime: null, costRate: 0, demand: null, z: null, upstream: [], line: 2, ...values };
}

function needs(...arcs: readonly (readonly [string, number])[]): Stage['upstream'] {
  return arcs.map(([id, units]) => ({ stage: id, units }));
}

function plan(...stages: Stage[]): Record<string, StagePlan> {
  const chain: Chain = { name: 'by hand', stages };
  return Object.fromEntries(planChain(chain).map((result) => [result.stage.id, result]));
}

// Ten deviations above 0: the cut at 0 has no visible effect in these tests.
const demand = { mean: 100, deviation: 10 };

describe('base stock', () => {
  it('of a single stage is the demand of its lead time plus a safety stock', () => {
    const { shop } = plan(stage('shop', { leadTime: 4, demand, z: 2 }));
    expect(shop?.baseStock).toBeCloseTo(4 * 100 + 2 * 10 * 2, 6);
    expect(shop).toMatchObject({ netLeadTime: 4, coverDays: 4, z: 2, echelon: 1 });
  });

  it.each([
    { leadTime: 4, serviceTime: 1, netLeadTime: 3, coverDays: 3 },
    { leadTime: 2.5, serviceTime: 0, netLeadTime: 2.5, coverDays: 3 },
    { leadTime: 2.2, serviceTime: 1.2, netLeadTime: 1, coverDays: 1 },
    { leadTime: 3, serviceTime: 3, netLeadTime: 0, coverDays: 0 },
    { leadTime: 3, serviceTime: 20, netLeadTime: 0, coverDays: 0 },
    { leadTime: 0, serviceTime: null, netLeadTime: 0, coverDays: 0 },
  ])('covers $coverDays days for lead time $leadTime and service time $serviceTime', (given) => {
    const { leadTime, serviceTime, netLeadTime, coverDays } = given;
    const { shop } = plan(stage('shop', { leadTime, serviceTime, demand, z: 1 }));
    expect(shop?.netLeadTime).toBeCloseTo(netLeadTime, 12);
    expect(shop?.coverDays).toBe(coverDays);
    expect(shop?.baseStock).toBeCloseTo(coverDays * 100 + 10 * Math.sqrt(coverDays), 6);
  });

  it('gives no credit for a service time if another stage also takes from the stage', () => {
    const { depot } = plan(
      stage('depot', { leadTime: 4, serviceTime: 3, demand, z: 1 }),
      stage('shop', { demand, z: 1, upstream: needs(['depot', 1]) }),
    );
    expect(depot?.coverDays).toBe(4);
  });

  it('multiplies the units of every arc on the way', () => {
    const { ore, part } = plan(
      stage('ore', { upstream: [] }),
      stage('part', { upstream: needs(['ore', 3]) }),
      stage('shop', { demand, upstream: needs(['part', 2]) }),
    );
    expect(part?.mean).toBeCloseTo(200, 6);
    expect(part?.deviation).toBeCloseTo(20, 6);
    expect(ore?.mean).toBeCloseTo(600, 6);
    expect(ore?.deviation).toBeCloseTo(60, 6);
  });

  it('pools the demand of independent customers', () => {
    const { part } = plan(
      stage('part', {}),
      stage('north', { demand: { mean: 100, deviation: 3 }, upstream: needs(['part', 1]) }),
      stage('south', { demand: { mean: 50, deviation: 2 }, upstream: needs(['part', 2]) }),
    );
    expect(part?.mean).toBeCloseTo(200, 9);
    expect(part?.deviation).toBeCloseTo(5, 9); // √(3² + (2 · 2)²)
  });

  it('adds units before squaring them if two paths carry the same demand', () => {
    const { steel } = plan(
      stage('steel', {}),
      stage('frame', { upstream: needs(['steel', 2]) }),
      stage('wheel', { upstream: needs(['steel', 1]) }),
      stage('bike', { demand, upstream: needs(['frame', 1], ['wheel', 2]) }),
    );
    expect(steel?.mean).toBeCloseTo(400, 6);
    expect(steel?.deviation).toBeCloseTo(40, 6); // and not √(20² + 20²)
  });

  it('plans for the demand after the cut at 0', () => {
    const { shop } = plan(stage('shop', { leadTime: 1, demand: { mean: 0, deviation: 1 }, z: 0 }));
    expect(shop?.baseStock).toBeCloseTo(1 / Math.sqrt(2 * Math.PI), 12);
  });

  it('takes the z-value of the stage, otherwise the largest that it serves, otherwise 95 %', () => {
    const { ore, part, own, idle } = plan(
      stage('ore', { upstream: [] }),
      stage('own', { z: 0.5, upstream: needs(['ore', 1]) }),
      stage('part', { upstream: needs(['own', 1]) }),
      stage('north', { demand, z: 2.3, upstream: needs(['part', 1]) }),
      stage('south', { demand, z: 1.2, upstream: needs(['part', 1]) }),
      stage('idle', {}),
    );
    expect([ore?.z, own?.z, part?.z, idle?.z]).toEqual([2.3, 0.5, 2.3, 1.645]);
  });

  it('is 0 if no demand arrives, and never negative', () => {
    const { idle, shop } = plan(
      stage('idle', { leadTime: 9 }),
      stage('shop', { demand: { mean: 1, deviation: 1 }, z: -9 }),
    );
    expect([idle?.baseStock, shop?.baseStock]).toEqual([0, 0]);
  });

  it('leaves the share of days short that z implies: 5 % at 1.645', () => {
    const { shop } = plan(stage('shop', { leadTime: 3, serviceTime: 1, demand, z: 1.645 }));
    const draw = normals(7);
    const days = 100_000;
    let [short, yesterday] = [0, 100 + 10 * draw()];
    for (let day = 0; day < days; day += 1) {
      const today = 100 + 10 * draw();
      // All demand up to yesterday is due now; the orders of yesterday and of the day before have not arrived yet.
      if (yesterday + today > (shop?.baseStock ?? 0)) short += 1;
      yesterday = today;
    }
    // Consecutive days share a day of demand, so their count varies slightly more than binomially: 5 standard errors.
    expect(Math.abs(short / days - 0.05)).toBeLessThan(5 * Math.sqrt((2 * 0.05 * 0.95) / days));
  });
});

describe('further figures for planners', () => {
  const chain = plan(
    stage('ore', { costRate: 5 }),
    stage('part', { costRate: 10, upstream: needs(['ore', 4]) }),
    stage('shop', { costRate: 1, demand, upstream: needs(['part', 2], ['ore', 1]) }),
  );

  it('are the value of a unit: its own cost and that of everything that went into it', () => {
    expect([chain.ore?.unitValue, chain.part?.unitValue, chain.shop?.unitValue]).toEqual([5, 30, 66]);
  });

  it('are the echelon: the longest way to the market', () => {
    expect([chain.ore?.echelon, chain.part?.echelon, chain.shop?.echelon]).toEqual([3, 2, 1]);
  });
});

describe('planChain', () => {
  it('refuses a chain in which numbers overflow', () => {
    const overflow = () =>
      plan(
        stage('ore', {}),
        stage('part', { upstream: needs(['ore', 1e300]) }),
        stage('shop', { demand, upstream: needs(['part', 1e300]) }),
      );
    expect(overflow).toThrow(InvalidInputError);
    expect(overflow).toThrow(/"ore" exceeds the range of numbers/);
  });

  it('meets all demand of end customers in chain_38, at every stage without external demand', async () => {
    const plans = planChain(await readChain(fileURLToPath(new URL('../data/chain_38.csv', import.meta.url))));
    expect(plans).toHaveLength(2025);
    expect(Math.max(...plans.map(({ echelon }) => echelon))).toBe(4);
    // All units are 1 there, so the demand of a stage is the sum of its customers' orders.
    for (const { stage: supplier, mean } of plans) {
      if (supplier.demand !== null) continue;
      const customers = plans.filter(({ stage: { upstream } }) => upstream.some((arc) => arc.stage === supplier.id));
      expect(mean / customers.reduce((total, customer) => total + customer.mean, 0)).toBeCloseTo(1, 9);
    }
  });
});

/** Standard normal numbers by the Box-Muller method, from a small generator (Marsaglia's xorshift32). */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return ((state >>> 0) + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}
