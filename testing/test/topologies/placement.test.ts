import { InvalidInputError, type Placement } from '@disco-engine/sdk';
import { describe, expect, it } from 'vitest';
import { Hub, Probe, Relay, ring } from '../models/relay.js';
import { cue, played, StagePlay } from '../models/stage-play.js';
import { onTopology, withSeveralWorkers } from '../topologies.js';

const placements: readonly Placement[] = [
  { kind: 'round-robin' },
  { kind: 'random', seed: 1 },
  { kind: 'random', seed: 2 },
  { kind: 'explicit', workers: { 'hub/a': 1, 'hub/b': 0, 'hub/c': 1 } },
];

async function problemsOf(run: Promise<unknown>): Promise<string[]> {
  const error = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InvalidInputError);
  return error instanceof InvalidInputError ? [error.code, ...error.problems.map(({ message }) => message)] : [];
}

describe.each(withSeveralWorkers)('on $name', (topology) => {
  it('results do not depend on which worker steps which node', async () => {
    const expected = await onTopology({ name: '', workers: 1 }, Relay, { scenario: ring, seed: 5 }, async (run) => {
      await run.until(15);
      return run.digest;
    });
    for (const placement of placements) {
      const digest = await onTopology(topology, Relay, { scenario: ring, seed: 5, placement }, async (run) => {
        await run.until(15);
        return run.digest;
      });
      expect(digest).toBe(expected);
    }
  });

  it('nodes with one label are together', async () => {
    const play = played(
      ['a1', 'a2', 'b1', 'b2'],
      [
        ['cue', 'a1', 'a2'],
        ['cue', 'b1', 'b2'],
        ['cue', 'a2', 'b1'],
      ],
      {
        'a1/cue': (context) => context.send({ node: 'actor/a2', simproc: cue, payload: 1 }),
        'b1/cue': (context) => context.send({ node: 'actor/b2', simproc: cue, payload: 1 }),
        'a2/cue': (context) => context.send({ node: 'actor/b1', simproc: cue, payload: 1 }),
      },
    );
    await onTopology(topology, StagePlay, { ...play, placement: { kind: 'label', type: 'side' } }, async (run) => {
      await run.until(1);
      expect(run.eventCount).toBe(3);
      expect(run.exchangeReports.map(({ peers }) => peers.reduce((sum, peer) => sum + peer.eventsSent, 0))).toEqual(
        run.exchangeReports.map((_, worker) => (worker === 0 ? 1 : 0)),
      );
    });
  });

  it('an invalid placement is refused with all of its problems', async () => {
    const create = (placement: Placement) =>
      problemsOf(onTopology(topology, Relay, { scenario: ring, placement }, async () => {}));
    const workers = { 'hub/a': 0, 'hub/b': topology.workers, 'hub/x': 0 };
    expect(await create({ kind: 'explicit', workers })).toEqual([
      'PLACEMENT_INVALID',
      "the placement names node 'hub/x', which does not exist",
      expect.stringContaining(`'hub/b' is placed on worker ${topology.workers}`),
      expect.stringContaining("'hub/c' has no worker"),
    ]);
    expect(await create({ kind: 'label', type: 'region' })).toHaveLength(4);
  });

  it('each worker has its own providers, and disposes of them', async () => {
    let [made, disposed] = [0, 0];
    class Counted extends Probe {
      readonly number = (made += 1);
      dispose(): void {
        disposed += 1;
      }
    }
    const providers = [{ token: Probe, useClass: Counted }];
    await onTopology(topology, Relay, { scenario: ring, providers }, async (run) => {
      await run.until(3);
      expect([...run.nodes(Hub).keys()]).toEqual(['hub/a', 'hub/b', 'hub/c']);
      expect(made).toBe(topology.workers);
    });
    expect(disposed).toBe(topology.workers);
  });
});
