import { type Scenario, ScenarioBuilder } from '@disco-engine/sdk';
import { expect, it } from 'vitest';
import type { WorkerHandle } from '../../src/hosts/worker-handle.js';
import { supplyScenario } from '../../src/launch/scenario-supply.js';
import { makeShelf } from '../../src/scenarios/make-shelf.js';
import { OfferedScenario } from '../../src/scenarios/offered-scenario.js';
import type { SupplyCommand } from '../../src/worker/commands.js';

/** Threads of one process, as their launcher sees them. */
function processOf(number: number | undefined, threads: number, told: string[]): WorkerHandle[] {
  const shelf = makeShelf({}, () => {});
  return Array.from({ length: threads }, (_, thread) => {
    const offered = new OfferedScenario(shelf, 10_000);
    const send = async (command: SupplyCommand): Promise<unknown> => {
      told.push(`${number}/${thread} ${command.command}`);
      if (command.command === 'offer') return { has: await offered.offer(command.scenario) };
      return offered.supply(command.packed);
    };
    return { process: number, send } as unknown as WorkerHandle;
  });
}

it('a scenario is sent once to each process, and packed once for as long as it lives', async () => {
  let packings = 0;
  const plain = new ScenarioBuilder('one').vertex('shop', 'a').build();
  const scenario = { name: 'one', toData: async () => ((packings += 1), plain.toData()) } as unknown as Scenario;
  const told: string[] = [];
  const handles = [...processOf(1, 2, told), ...processOf(undefined, 1, told), ...processOf(undefined, 1, told)];
  const ref = await supplyScenario(handles, scenario);
  expect(told.filter((line) => line.startsWith('1/'))).toEqual(['1/0 offer', '1/0 supply', '1/1 offer']);
  expect(told.filter((line) => line.startsWith('undefined/')).map((line) => line.slice(-6))).toEqual([
    ' offer',
    ' offer',
    'supply',
    'supply',
  ]);
  told.length = 0;
  expect(await supplyScenario(handles, scenario)).toBe(ref);
  expect(told.map((line) => line.split(' ')[1])).toEqual(['offer', 'offer', 'offer', 'offer']);
  expect(packings).toBe(1);
});

it('a scenario that some worker lacks is packed again, and sent to that one alone', async () => {
  let packings = 0;
  const plain = await new ScenarioBuilder('one').vertex('shop', 'a').build().toData();
  const scenario = { name: 'one', toData: async () => ((packings += 1), plain) } as unknown as Scenario;
  const told: string[] = [];
  const first = processOf(1, 1, told);
  const before = await supplyScenario(first, scenario);
  const after = await supplyScenario([...first, ...processOf(2, 1, told)], scenario);
  expect(after).toEqual(before);
  expect(packings).toBe(2);
  expect(told.filter((line) => line.endsWith('supply'))).toEqual(['1/0 supply', '2/0 supply']);
});
