import {
  EventBatch,
  InvalidInputError,
  Model,
  Node,
  NodeContext,
  OnEvent,
  ScenarioBuilder,
  simproc,
} from '@disco-engine/sdk';
import { compareRuns, describeComparison } from '@disco-engine/testing';
import { describe, expect, it } from 'vitest';

const count = simproc<number>('count');

class Slip {
  /** From this epoch on, the counter miscounts; at the next one it throws. */
  wrong = Infinity;
  fatal = Infinity;
}

@Node('counter')
class Counter {
  constructor(
    private readonly context: NodeContext,
    private readonly slip: Slip,
  ) {}

  @OnEvent(count)
  count(): void {
    const { context, slip } = this;
    if (context.epoch >= slip.fatal) throw new Error('lost count');
    const error = context.epoch >= slip.wrong && context.node === 'counter/b' ? 1 : 0;
    for (let i = 0; i < context.successors(count).size; i++) context.successors(count).send(i, context.epoch + error);
    context.wakeup(context.epoch + 1);
  }
}

@Node('board')
class Board {
  @OnEvent(count)
  show(_counts: EventBatch<number>): void {}
}

@Model({ name: 'counters', simprocs: [count], nodes: [Counter, Board], parameters: Slip })
class Counters {}

const scenario = new ScenarioBuilder('hall')
  .vertex('counter', 'a')
  .vertex('counter', 'b')
  .vertex('board', 'left')
  .vertex('board', 'right')
  .edge('count', 'a', 'left')
  .edge('count', 'b', 'right')
  .build();

const run = (parameters: Partial<Slip> = {}, options: object = {}) => ({
  model: Counters,
  options: { scenario, parameters, ...options },
});

describe('compareRuns', () => {
  it('finds no difference between topologies', async () => {
    for (const options of [{ workers: 3 }, { workers: 2, transport: 'in-process' }]) {
      const comparison = await compareRuns(run(), run({}, options), { until: 1000, window: 130 });
      expect(comparison).toEqual({ digests: [expect.any(String), comparison.digests[0]], windows: 8 });
      expect(describeComparison(comparison)).toBe(`both runs gave digest ${comparison.digests[0]}, in 8 windows`);
    }
  });

  it.each([{}, { workers: 3 }, { workers: 2, transport: 'shared-memory' }])(
    'finds a late difference, on %o',
    async (options) => {
      const comparison = await compareRuns(run(), run({ wrong: 873 }, options), { until: 1000, window: 50 });
      expect(comparison.windows).toBe(18);
      expect(comparison.difference).toMatchObject({
        from: 850,
        until: 900,
        errors: [],
        divergence: {
          node: 'board/right',
          simproc: 'count',
          epoch: 873,
          expected: { events: [{ sender: 'counter/b', payload: 873 }] },
          actual: { events: [{ sender: 'counter/b', payload: 874 }] },
        },
      });
      expect(describeComparison(comparison).split('\n')).toEqual([
        'the runs differ in window 18, from epoch 850 to 900',
        `  digests at its end: ${comparison.digests[0]} and ${comparison.digests[1]}`,
        'the first activation that differs is board/right/count at epoch 873',
        '  run 1: count at epoch 873, 1 event',
        '    counter/b/count #873 for epoch 873: 873',
        '  run 2: count at epoch 873, 1 event',
        '    counter/b/count #873 for epoch 873: 874',
      ]);
    },
  );

  it('ignores what comes after the horizon, and has a shorter last window', async () => {
    const { difference, windows } = await compareRuns(run(), run({ wrong: 100 }), { until: 100, window: 30 });
    expect([difference, windows]).toEqual([undefined, 4]);
    const { difference: found } = await compareRuns(run(), run({ wrong: 100 }), { until: 101, window: 30 });
    expect(found).toMatchObject({ from: 90, until: 101, divergence: { epoch: 100 } });
  });

  it('reports an error that only one run has, and how it differed before', async () => {
    const failing = await compareRuns(run(), run({ fatal: 70 }), { until: 100, window: 30 });
    expect(failing.difference).toMatchObject({ from: 60, errors: [{ run: 2, error: { code: 'HANDLER_FAILED' } }] });
    expect(failing.difference?.divergence).toBeUndefined();
    expect(describeComparison(failing)).toMatch(/run 2 ended with an error:\n.*lost count/);
    const { difference } = await compareRuns(run({ wrong: 65, fatal: 70 }), run(), { until: 100, window: 30 });
    expect(difference).toMatchObject({ errors: [{ run: 1 }], divergence: { node: 'board/right', epoch: 65 } });
  });

  it('throws what both runs throw', async () => {
    await expect(compareRuns(run({ fatal: 5 }), run({ fatal: 5 }), { until: 10, window: 3 })).rejects.toMatchObject({
      code: 'HANDLER_FAILED',
    });
  });

  it('refuses options with all of their problems', async () => {
    const one = run({}, { transport: 'ws' });
    const other = run({}, { transport: 'pigeon', workers: 2 });
    const refused = await compareRuns(one, other, { until: Infinity, window: 0 }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InvalidInputError);
    expect(refused).toMatchObject({
      code: 'OPTIONS_INVALID',
      problems: ['until is Infinity', 'window is 0', 'set workers to at least 2', "no transport 'pigeon'"].map(
        (message) => ({
          message: expect.stringContaining(message),
        }),
      ),
    });
    await expect(compareRuns(run(), run(), { until: 1e6, window: 1e-12 })).rejects.toThrow('too small');
  });
});
