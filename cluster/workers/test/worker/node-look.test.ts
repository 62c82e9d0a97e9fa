import { Subject } from 'rxjs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { ActivationRecord } from '@disco-engine/kernel';
import type { ChannelSummary } from '@disco-engine/sdk';
import { systemClock } from '@disco-engine/transports/clock';
import { NodeLook } from '../../src/worker/node-look.js';
import { Launches, small } from '../launch/models.js';

function summary(node: string, name: string, kind: ChannelSummary['kind'], last: number | null): ChannelSummary {
  return { node, name, kind, unit: '', labels: {}, count: 1, mean: 9, deviation: null, minimum: 0, maximum: 9, last };
}

const SUMMARIES = [
  summary('a', 'stock', 'time-weighted', 4),
  summary('b', 'stock', 'time-weighted', null),
  summary('a', 'mood', 'state', 1),
  summary('a', 'loads', 'vector', 1),
  summary('b', 'delay', 'tally', 0.5),
];

/** A part whose nodes are activated when the test says so. */
class Scene {
  epoch = 3;
  now = 0;
  readonly nodeNames = ['a', 'b', 'c'];
  readonly activations = new Subject<ActivationRecord>();
  readonly look = new NodeLook(this, { ...systemClock, now: () => this.now });

  readonly channels = SUMMARIES.map((one) => ({ ...one, size: 1 }));

  summaries(end?: number, channel?: string): ChannelSummary[] {
    // There may be very many channels, and a look must not hold up the run.
    if (end !== this.epoch || channel === undefined) throw new RangeError('asked for more than was looked at');
    return SUMMARIES.filter(({ name }) => name === channel);
  }

  activate(node: string, times: number): void {
    for (let i = 0; i < times; i++) this.activations.next({ node, simproc: 'x', epoch: this.epoch, events: [] });
  }
}

it('counts the activations of every node from the first look on, a second, since the last look', () => {
  const scene = new Scene();
  scene.activate('a', 3);
  expect(scene.activations.observed).toBe(false);
  expect(scene.look.now({ by: 'activity' })).toEqual({ channels: ['delay', 'stock'], values: [] });
  scene.activate('a', 6);
  scene.activate('b', 1);
  scene.now = 2_000;
  expect(scene.look.now({ by: 'activity' }).values).toEqual([
    ['a', 3],
    ['b', 0.5],
    ['c', 0],
  ]);
  scene.now = 3_000;
  const idle = scene.nodeNames.map((node) => [node, 0]);
  expect(scene.look.now({ by: 'activity' }).values).toEqual(idle);
});

it('stops counting when nobody looks any more', () => {
  const scene = new Scene();
  scene.look.now({ by: 'activity' });
  expect(scene.activations.observed).toBe(true);
  scene.now = 6_000;
  scene.activate('a', 300);
  expect(scene.activations.observed).toBe(false);
  expect(scene.look.now({ by: 'activity' }).values).toEqual([]);
  expect(scene.activations.observed).toBe(true);
});

it('tells the last values of a channel, while others count activations', () => {
  const scene = new Scene();
  scene.look.now({ by: 'activity' });
  scene.activate('a', 6);
  expect(scene.look.now({ by: 'channel', channel: 'stock' })).toEqual({
    channels: ['delay', 'stock'],
    values: [['a', 4]],
  });
  expect(scene.look.now({ by: 'channel', channel: 'mood' }).values).toEqual([]);
  scene.now = 2_000;
  expect(scene.look.now({ by: 'activity' }).values).toEqual([
    ['a', 3],
    ['b', 0],
    ['c', 0],
  ]);
});

it('changes nothing in a run', async () => {
  const launches = new Launches();
  try {
    const model = {
      module: new URL('../../../cli/test/fixtures/logging-experiment.mjs', import.meta.url),
      export: 'LoggingRing',
    };
    const cluster = await launches.launch({ workers: 2, transport: 'in-process', model });
    const options = { scenario: small, seed: 3, until: 3000, log: {} };
    const { digest } = await (await cluster.start(options)).finished;
    const run = await cluster.start(options);
    let looks = 0;
    let seen = 0;
    while (!run.isOver) {
      // All workers are objects in this process, and answer before anything else can happen.
      await nextTurn();
      const channel = { by: 'channel', channel: 'size' } as const;
      const figures = await run.look(looks++ % 3 === 0 ? channel : { by: 'activity' });
      seen += figures.reduce((sum, { values }) => sum + values.length, 0);
    }
    expect((await run.finished).digest).toBe(digest);
    expect(looks).toBeGreaterThan(1);
    expect(seen).toBeGreaterThan(0);
    expect(await run.look({ by: 'activity' })).toEqual([]);
  } finally {
    await launches.close();
  }
});
