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
import { checkDeterminism, describeDifference, TRANSPORT_NAMES } from '@disco-engine/testing';
import { describe, expect, it } from 'vitest';
import { Relay, ring } from '../models/relay.js';

const ticket = simproc<number>('ticket');
const desks = new ScenarioBuilder('desks')
  .vertex('desk', 'left')
  .vertex('desk', 'right')
  .vertex('board', 'board')
  .edge('ticket', 'left', 'board')
  .edge('ticket', 'right', 'board')
  .build();

@Node('board')
class Board {
  sum = 0;

  @OnEvent(ticket)
  show(tickets: EventBatch<number>): void {
    for (let i = 0; i < tickets.size; i++) this.sum += tickets.payload(i);
  }
}

/** The bug: both desks draw from one roll. It starts at epoch 2, so that the runs agree before they differ. */
const roll = { next: 0 };

@Node('desk')
class Desk {
  constructor(private readonly context: NodeContext) {}

  @OnEvent(ticket)
  serve(): void {
    const { context } = this;
    if (context.epoch === 0) roll.next = 0;
    const number = context.epoch < 2 ? 0 : (roll.next += 1);
    context.send({ node: 'board/board', simproc: ticket, payload: number });
    context.wakeup(context.epoch + 1);
  }
}

@Model({ name: 'shared-roll', simprocs: [ticket], nodes: [Desk, Board] })
class SharedRoll {}

/** The bug: a counter that outlives the run. */
const served = { ever: 0 };

@Node('desk')
class CountingDesk {
  constructor(private readonly context: NodeContext) {}

  @OnEvent(ticket)
  serve(): void {
    const { context } = this;
    served.ever += 1;
    context.send({ node: 'board/board', simproc: ticket, payload: served.ever > 6 ? 1 : 0 });
    context.wakeup(context.epoch + 1);
  }
}

@Model({ name: 'module-counter', simprocs: [ticket], nodes: [CountingDesk, Board] })
class ModuleCounter {}

/** The bug: a payload is changed after it was sent. With sealing, the receiver has a copy. */
@Node('desk')
class ScribblingDesk {
  private readonly sheet = new Float64Array(1);

  constructor(private readonly context: NodeContext) {}

  @OnEvent('sheet')
  serve(): void {
    const { context, sheet } = this;
    if (context.node === 'desk/left')
      context.send({ node: 'board/board', simproc: 'sheet', delay: 0.5, payload: sheet });
    sheet[0] += 0.25;
    context.wakeup(context.epoch + 0.25);
  }
}

@Node('board')
class SheetBoard {
  @OnEvent('sheet')
  show(): void {}
}

@Model({ name: 'scribble', simprocs: ['sheet'], nodes: [ScribblingDesk, SheetBoard] })
class Scribble {}

const papers = new ScenarioBuilder('papers')
  .vertex('desk', 'left')
  .vertex('desk', 'right')
  .vertex('board', 'board')
  .edge('sheet', 'left', 'board')
  .build();

/** The bug: the node that comes first decides whether there is an error. */
const first = { desk: '' };

@Node('desk')
class JealousDesk {
  constructor(private readonly context: NodeContext) {}

  @OnEvent(ticket)
  serve(): void {
    const { context } = this;
    if (context.epoch === 0) first.desk = '';
    if (context.epoch === 1) first.desk ||= context.node;
    if (context.epoch === 2 && first.desk === 'desk/right') throw new Error('left must be first');
    context.wakeup(context.epoch + 1);
  }
}

@Model({ name: 'jealous', simprocs: [ticket], nodes: [JealousDesk, Board] })
class Jealous {}

/** The bug: a sum over all desks, which is the same in any order, but not if one desk is ahead of another. */
const till = { sum: 0 };

@Node('desk')
class PoolingDesk {
  constructor(private readonly context: NodeContext) {}

  @OnEvent(ticket)
  serve(): void {
    const { context } = this;
    if (context.epoch === 0) till.sum = 0;
    if (context.epoch % 1 === 0.5) till.sum += 1;
    else context.send({ node: 'board/board', simproc: ticket, payload: context.epoch < 2 ? 0 : till.sum });
    context.wakeup(context.epoch + 0.5);
  }
}

@Model({ name: 'pool', simprocs: [ticket], nodes: [PoolingDesk, Board] })
class Pool {}

/** The bug: a provider that is shared by the nodes of a worker is mistaken for one shared by all nodes. */
class Attendance {
  present = 0;
}

@Node('desk')
class SociableDesk {
  constructor(
    private readonly context: NodeContext,
    private readonly attendance: Attendance,
  ) {}

  @OnEvent(ticket)
  serve(): void {
    if (this.context.epoch === 0) this.attendance.present += 1;
    else if (this.attendance.present < 2) throw new Error('where is everybody?');
    if (this.context.epoch < 3) this.context.wakeup(3);
  }
}

@Model({
  name: 'alone',
  simprocs: [ticket],
  nodes: [SociableDesk, Board],
  providers: [{ token: Attendance, useClass: Attendance }],
})
class Alone {}

describe('checkDeterminism', () => {
  it('finds nothing in a sound model, in as many runs as requested', async () => {
    const report = await checkDeterminism(Relay, { scenario: ring, seed: 7, until: 30, runs: 8 });
    expect(report.runs).toHaveLength(8);
    expect(new Set(report.runs).size).toBeGreaterThanOrEqual(5);
    expect(report.difference).toBeUndefined();
    expect(describeDifference(report)).toBe(`model 'relay' gave digest ${report.digest} in all 8 runs`);
  });

  it('runs a model that ends by itself without a horizon', async () => {
    const report = await checkDeterminism(Relay, {
      scenario: new ScenarioBuilder('alone').vertex('hub', 'a').build(),
      until: Infinity,
    });
    expect(report.difference).toBeUndefined();
    expect(report.runs).toHaveLength(5);
  });

  it('names the first activation that differs if nodes share state', async () => {
    const report = await checkDeterminism(SharedRoll, { scenario: desks, until: 5 });
    expect(report.runs).toEqual(['plain', 'nodes in the opposite order']);
    const { divergence } = report.difference ?? {};
    expect(divergence).toMatchObject({ node: 'board/board', simproc: 'ticket', epoch: 2 });
    expect(divergence?.expected?.events.map(({ sender, payload }) => [sender, payload])).toEqual([
      ['desk/left', 1],
      ['desk/right', 2],
    ]);
    expect(divergence?.actual?.events.map(({ sender, payload }) => [sender, payload])).toEqual([
      ['desk/left', 2],
      ['desk/right', 1],
    ]);
    expect(describeDifference(report).split('\n')).toEqual([
      "model 'shared-roll' is not deterministic: run 2 (nodes in the opposite order) differs from run 1 (plain)",
      `  digests: ${report.difference?.digest}, and ${report.digest} in run 1`,
      'the first activation that differs is board/board/ticket at epoch 2',
      '  run 1: ticket at epoch 2, 2 events',
      '    desk/left/ticket #2 for epoch 2: 1',
      '    desk/right/ticket #2 for epoch 2: 2',
      '  run 2: ticket at epoch 2, 2 events',
      '    desk/left/ticket #2 for epoch 2: 2',
      '    desk/right/ticket #2 for epoch 2: 1',
      expect.stringContaining('an earlier handler'),
      expect.stringContaining('module variables'),
      expect.stringContaining('payloads'),
    ]);
  });

  it('names it if runs share state', async () => {
    served.ever = 0;
    const report = await checkDeterminism(ModuleCounter, { scenario: desks, until: 3 });
    expect(report.difference?.divergence).toMatchObject({
      node: 'board/board',
      epoch: 0,
      expected: { events: [{ payload: 0 }, { payload: 0 }] },
      actual: { events: [{ payload: 1 }, { payload: 1 }] },
    });
  });

  it('detects what only sealing hides', async () => {
    const report = await checkDeterminism(Scribble, { scenario: papers, until: 3 });
    expect(report.runs.at(-1)).toBe('payloads trusted, not sealed');
    expect(report.difference?.divergence).toMatchObject({ node: 'board/board', epoch: 0.5 });
  });

  it('reports a run that fails although the plain one did not', async () => {
    const report = await checkDeterminism(Jealous, { scenario: desks, until: 5 });
    expect(report.difference).toMatchObject({ error: { code: 'HANDLER_FAILED' } });
    expect(report.difference?.divergence).toBeUndefined();
    expect(describeDifference(report)).toMatch(/run 2 ended with an error, and run 1 did not:\n.*left must be first/);
  });

  it('runs on each number of workers, and over each transport if there are several', async () => {
    const report = await checkDeterminism(Relay, {
      scenario: ring,
      seed: 7,
      until: 20,
      runs: 2,
      workers: [1, 2, 5],
      transports: [...TRANSPORT_NAMES],
    });
    expect(report.difference).toBeUndefined();
    expect(report.runs).toEqual([
      'plain',
      'nodes in the opposite order',
      '1 worker',
      '2 workers, round robin',
      '2 workers, at random',
      '5 workers, round robin',
      '5 workers, at random',
      ...[2, 5].flatMap((workers) => TRANSPORT_NAMES.map((kind) => `${workers} workers over ${kind}`)),
    ]);
  });

  it('finds what only several workers reveal', async () => {
    expect((await checkDeterminism(Pool, { scenario: desks, until: 6 })).difference).toBeUndefined();
    const apart = { scenario: desks, until: 6, runs: 2 };
    const onThread = await checkDeterminism(Pool, { ...apart, workers: [1, 3] });
    expect(onThread.runs.at(-1)).toBe('3 workers, round robin');
    expect(onThread.difference?.divergence).toMatchObject({ node: 'board/board', simproc: 'ticket', epoch: 2 });
    expect(describeDifference(onThread)).toMatch(
      /run 4 \(3 workers, round robin\) differs from run 1 \(plain\)\n.*\nthe first activation that differs is board\/board\/ticket at epoch 2\n/,
    );
    const over = await checkDeterminism(Pool, { ...apart, transports: ['in-process'], workers: [1, 2] });
    expect(over.runs.at(-1)).toMatch(/^2 workers/);
    expect(over.difference?.divergence).toMatchObject({ node: 'board/board' });
  });

  it('reports a run over a transport that fails', async () => {
    const { difference, runs } = await checkDeterminism(Alone, {
      scenario: desks,
      until: 5,
      runs: 2,
      transports: ['in-process'],
    });
    expect(runs.at(-1)).toMatch(/^2 workers/);
    expect(difference).toMatchObject({ error: { code: 'HANDLER_FAILED', cause: { message: 'where is everybody?' } } });
  });

  it('refuses options with all of their problems', async () => {
    const wrong = { scenario: ring, until: 5, runs: 1, workers: [0, 2.5], transports: ['pigeon' as 'ws'] };
    await expect(checkDeterminism(Relay, wrong)).rejects.toMatchObject({
      code: 'OPTIONS_INVALID',
      problems: ['runs is 1', 'workers contains 0', 'workers contains 2.5', "no transport 'pigeon'"].map((message) => ({
        message: expect.stringContaining(message),
      })),
    });
    const lonely = { scenario: ring, until: 5, workers: [1], transports: ['ws' as const] };
    await expect(checkDeterminism(Relay, lonely)).rejects.toThrow('there is only one');
  });

  it('throws what the plain run throws, and refuses too few runs', async () => {
    await expect(checkDeterminism(Relay, { scenario: desks, until: 5 })).rejects.toThrow(InvalidInputError);
    await expect(checkDeterminism(Relay, { scenario: ring, until: 5, runs: 1 })).rejects.toThrow(/runs is 1/);
  });
});
