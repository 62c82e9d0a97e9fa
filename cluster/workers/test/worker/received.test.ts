import { multilevel } from '@disco-engine/partitioner';
import { ScenarioBuilder } from '@disco-engine/sdk';
import { describe, expect, it } from 'vitest';
import { receivedPlacement } from '../../src/worker/received-placement.js';
import { scenarioOf } from '../../src/worker/scenario-of.js';

/** What is left of an object that was sent to another thread or process. */
function crossed<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

describe('a placement that a worker receives', () => {
  it('gets its strategy back if the worker has it', async () => {
    const placement = multilevel({ imbalance: 0.25 });
    const received = await receivedPlacement(crossed(placement));
    expect(received).toMatchObject({ ...crossed(placement), place: expect.any(Function) as unknown });
  });

  it('is refused if it is a strategy that the worker does not have', async () => {
    const mine = { kind: 'strategy', name: 'mine', place: () => ({}) } as never;
    await expect(receivedPlacement(crossed(mine))).rejects.toMatchObject({
      code: 'PLACEMENT_UNKNOWN',
      message: expect.stringContaining("does not have the placement strategy 'mine'") as string,
    });
  });
});

describe('a scenario that a worker receives', () => {
  it('is opened from a store only for a launcher that started the worker', async () => {
    const stored = { store: '/nowhere/scenarios.duckdb', id: 'town', version: 1 };
    await expect(scenarioOf(stored, false)).rejects.toMatchObject({
      code: 'STORE_REFUSED',
      message: expect.stringContaining('asked for town') as string,
    });
    await expect(scenarioOf(stored, true)).rejects.toMatchObject({ code: 'STORE_MISSING' });
    const sent = await new ScenarioBuilder('sent').vertex('shop', 'a').build().toData();
    expect((await scenarioOf(sent, false)).graph.vertexCount).toBe(1);
  });
});
