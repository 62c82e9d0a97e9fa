import type { Simulation } from '@disco-engine/sdk';
import { describe, expect, it } from 'vitest';
import { StageGroup } from '../src/stage-group.js';
import { carriedChain, simulationOf } from './chains.js';
import { stagesOf, type StageView } from './stages.js';
import { listen } from './trade.js';

const WARMUP = 200;
const UNTIL = 1200;

/** Time averages from the warm-up on, from observing a level after every activation. */
class Watched {
  readonly #levels = new Map<string, { level: number; since: number; area: number }>();

  constructor(
    simulation: Simulation,
    private readonly level: (stage: StageView) => number,
  ) {
    const stages = stagesOf(simulation);
    for (const [key, stage] of stages) this.#levels.set(key, { level: level(stage), since: 0, area: 0 });
    simulation.activations.subscribe(({ node, epoch }) => {
      for (const key of simulation.node(node, StageGroup).keys) this.#note(key, epoch, stages.get(key));
    });
  }

  average(key: string): number {
    const { level, since, area } = this.#levels.get(key) ?? { level: NaN, since: 0, area: 0 };
    return (area + level * (UNTIL - Math.max(since, WARMUP))) / (UNTIL - WARMUP);
  }

  #note(key: string, epoch: number, stage: StageView | undefined): void {
    const watched = this.#levels.get(key);
    if (watched === undefined || stage === undefined) return;
    watched.area += watched.level * Math.max(0, epoch - Math.max(watched.since, WARMUP));
    watched.since = epoch;
    watched.level = this.level(stage);
  }
}

/** Units that the stage ordered from itself, minus those that wait for components. */
function started(toItself: ReadonlyMap<string, number>, key: string, stage: StageView): number {
  return (toItself.get(key) ?? 0) - (stage.sets[0] ?? NaN);
}

describe("Little's law", () => {
  it.each(['chain_08', 'chain_16'])('holds for the units in process (rate times lead time) in %s', async (name) => {
    const chain = await carriedChain(name);
    const simulation = await simulationOf(chain, { warmup: WARMUP });
    const toItself = new Map<string, number>();
    listen(simulation, chain, ({ from, to, units }) => {
      if (from === to) toItself.set(to, (toItself.get(to) ?? 0) + units);
    });
    const stages = [...stagesOf(simulation)];
    simulation.until(WARMUP);
    const before = stages.map(([key, stage]) => [started(toItself, key, stage), stage.inProcess] as const);
    simulation.until(UNTIL);
    let widest = 0;
    stages.forEach(([key, stage], index) => {
      const leadTime = chain.stages.find(({ id }) => id === key)?.leadTime ?? NaN;
      const [startedBefore, inProcessBefore] = before[index] ?? [NaN, NaN];
      const days = UNTIL - WARMUP;
      const rate = (started(toItself, key, stage) - startedBefore) / days;
      // Exact except for the units in process at either end, each of which spends at most a lead time on the other side.
      const edge = (leadTime * Math.max(inProcessBefore, stage.inProcess)) / days;
      expect(Math.abs(stage.measured(UNTIL).averageInProcess - rate * leadTime)).toBeLessThanOrEqual(edge + 1e-6);
      if (leadTime > 0) widest = Math.max(widest, edge / (rate * leadTime));
    });
    expect(widest).toBeLessThan(0.2);
  });

  it('holds for the backlog: the waits that the model adds up give the level that an observer sees', async () => {
    // All service times of this chain are 0, so everything owed is overdue.
    const simulation = await simulationOf(await carriedChain('chain_16'), { warmup: WARMUP });
    const owed = new Watched(simulation, (stage) => stage.owed);
    const stock = new Watched(simulation, (stage) => stage.stock);
    simulation.until(UNTIL);
    let most = 0;
    for (const [key, stage] of stagesOf(simulation)) {
      const { averageBacklog, averageStock } = stage.measured(UNTIL);
      expect(averageBacklog / (1e-6 + owed.average(key))).toBeLessThan(1 + 1e-6);
      expect(averageBacklog).toBeCloseTo(owed.average(key), 6);
      expect(averageStock).toBeCloseTo(stock.average(key), 6);
      most = Math.max(most, averageBacklog);
    }
    expect(most).toBeGreaterThan(1);
  });
});
