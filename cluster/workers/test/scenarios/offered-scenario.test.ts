import { ScenarioBuilder } from '@disco-engine/sdk';
import { serialize } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { makeShelf } from '../../src/scenarios/make-shelf.js';
import { OfferedScenario } from '../../src/scenarios/offered-scenario.js';
import { packScenario } from '../../src/scenarios/pack.js';
import { sha256 } from '../../src/scenarios/sha256.js';
import { scenarioOf } from '../../src/worker/scenario-of.js';

const scenario = new ScenarioBuilder('one').vertex('shop', 'a').build();
const packed = await packScenario(scenario);
const ref = { name: 'one', sha256: sha256(packed), bytes: packed.length };
const shelf = makeShelf({}, () => {});
const wrong = expect.objectContaining({ code: 'COMMAND_INVALID' }) as Error;

describe('a scenario that is offered', () => {
  it('is sent once, and found by the next launcher and the next thread', async () => {
    const own = makeShelf({}, () => {});
    const [first, second] = [new OfferedScenario(own, 10_000), new OfferedScenario(own, 10_000)];
    expect(await first.offer(ref)).toBe(false);
    await first.supply(packed);
    expect(first.take(ref)).toEqual({ name: 'one', packed: Uint8Array.from(packed) });
    for (const offered of [first, second]) {
      expect(await offered.offer(ref)).toBe(true);
      expect((await scenarioOf(offered.take(ref), false)).name).toBe('one');
    }
  });

  it('belongs to one run: another one has to offer it again', async () => {
    const offered = new OfferedScenario(shelf, 10_000);
    await offered.offer(ref);
    await offered.supply(packed);
    offered.take(ref);
    expect(() => offered.take(ref)).toThrow(wrong);
    await offered.offer(ref);
    offered.forget();
    expect(() => offered.take(ref)).toThrow(wrong);
  });

  it('may be too large to be kept, and serves its run nevertheless', async () => {
    const tiny = makeShelf({ memoryBytes: 1 }, () => {});
    const offered = new OfferedScenario(tiny, 10_000);
    await offered.offer(ref);
    await offered.supply(packed);
    expect(offered.take(ref).packed).toHaveLength(packed.length);
    expect(await offered.offer(ref)).toBe(false);
  });

  it('is refused if it is larger than the worker allows, before it is sent', async () => {
    const offered = new OfferedScenario(shelf, packed.length - 1);
    await expect(offered.offer(ref)).rejects.toMatchObject({
      code: 'COMMAND_TOO_LARGE',
      message: expect.stringContaining("larger '--max-message'") as string,
    });
    await expect(offered.supply(packed)).rejects.toThrow(wrong);
  });

  it('is refused if it is not the one that was offered, and nobody finds it', async () => {
    const own = makeShelf({}, () => {});
    const offered = new OfferedScenario(own, 10_000);
    await expect(offered.supply(packed)).rejects.toThrow('it was not asked for');
    await offered.offer(ref);
    const other = Uint8Array.from(packed);
    other[other.length - 1] = 255 - (other.at(-1) ?? 0);
    await expect(offered.supply(other)).rejects.toThrow('it is not the one that was offered');
    await expect(offered.supply(packed.subarray(1))).rejects.toThrow(wrong);
    expect(() => offered.take(ref)).toThrow(wrong);
    expect(await new OfferedScenario(own, 10_000).offer(ref)).toBe(false);
    await offered.supply(packed);
    await expect(offered.supply(packed)).rejects.toThrow('it was not asked for');
    expect(() => offered.take({ ...ref, sha256: '0'.repeat(64) })).toThrow(wrong);
  });

  it.each([
    ['no packed data', new Uint8Array([1, 2, 3])],
    ['packed by another program', serialize({ name: 'x' })],
  ])('is refused by the worker if it is %s', async (_, bytes) => {
    const offered = new OfferedScenario(
      makeShelf({}, () => {}),
      10_000,
    );
    const name = { name: 'bad', sha256: sha256(bytes), bytes: bytes.length };
    await offered.offer(name);
    await offered.supply(bytes);
    await expect(scenarioOf(offered.take(name), false)).rejects.toThrow(wrong);
  });
});
