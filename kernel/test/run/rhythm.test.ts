import { setImmediate as immediate } from 'node:timers/promises';
import {
  ExchangeMessage,
  Line,
  Observations,
  Run,
  type AdvanceEnd,
  type Kernel,
  type Steppable,
} from '@disco-engine/kernel';
import { describe, expect, it } from 'vitest';
import { Clockwork } from './clockwork.js';
import { Wires } from './wires.js';

/** What one call of `advance` does: how many milliseconds it takes, and how it ends. */
type Stretch = readonly [milliseconds: number, end?: AdvanceEnd];

/** A kernel that takes as long as a test says, and records the calls that it gets. */
class Metered implements Steppable {
  readonly observe = new Observations({ portCount: 1, simprocCount: 1 }, () => {});
  readonly epoch = 0;
  readonly eventsDelivered = 0;
  readonly isFinished = false;
  readonly failure = undefined;
  activations = 0;
  /** The limit of each call of `advance`. */
  readonly limits: number[] = [];
  /** For each `tell`, whether it reported progress to waiting workers. */
  readonly told: boolean[] = [];
  readonly waits: number[] = [];

  constructor(
    readonly host: Clockwork,
    private readonly stretches: readonly Stretch[],
  ) {}

  advance(_until: number, limit = Infinity): AdvanceEnd {
    const [milliseconds, end] = this.stretches[this.limits.length] ?? [0, 'horizon'];
    this.limits.push(limit);
    this.activations += 1;
    this.host.time += milliseconds;
    return end ?? 'limit';
  }

  tell(_end: AdvanceEnd, _send: unknown, progress: boolean): void {
    this.told.push(progress);
  }

  waited(milliseconds: number): void {
    this.waits.push(milliseconds);
  }

  receive(): void {}
}

function alone(stretches: readonly Stretch[]) {
  const host = new Clockwork();
  const kernel = new Metered(host, stretches);
  return { host, kernel, run: new Run(kernel, host) };
}

async function among(stretches: readonly Stretch[], polled: boolean) {
  const host = new Clockwork();
  const kernel = new Metered(host, stretches);
  const wires = new Wires(polled);
  const line = await Line.open(kernel as unknown as Kernel, wires, { worker: 0, workers: 2, identity: [] });
  return { host, kernel, wires, line, run: new Run(kernel, host, line) };
}

const times = (count: number, stretch: Stretch): Stretch[] => Array.from({ length: count }, () => stretch);

describe('a cooperative run of one worker reads the clock', () => {
  it('after ever more activations while they take less than a sixteenth of the budget, up to 128', async () => {
    const { kernel, run } = alone([...times(10, [0.95])]);
    await run.cooperate({ until: 9, budget: 16 });
    expect(kernel.limits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 128, 128, 128]);
  });

  it('after as many as before while they take between a sixteenth and a quarter', async () => {
    const { kernel, run } = alone([[0], [0], [1], [4], [4], [2]]);
    await run.cooperate({ until: 9, budget: 16 });
    expect(kernel.limits).toEqual([1, 2, 4, 4, 4, 4, 4]);
  });

  it('after fewer while they take more than a quarter, and after each one at the least', async () => {
    const { kernel, run } = alone([[0], [0], [0], [8.5], [8.5], [0]]);
    await run.cooperate({ until: 9, budget: 32 });
    expect(kernel.limits).toEqual([1, 2, 4, 8, 4, 2, 4]);
    const slow = alone([[0], [0], ...times(5, [9])]);
    await slow.run.cooperate({ until: 9, budget: 35 });
    expect(slow.kernel.limits.slice(0, 6)).toEqual([1, 2, 4, 2, 1, 1]);
  });

  it('after one activation again in each slice, since activations may have become slow', async () => {
    const { kernel, run, host } = alone([[0], [0], [0], [8], [0], [0], [7.9], [0.1], [0]]);
    await run.cooperate({ until: 9, budget: 8 });
    expect(kernel.limits).toEqual([1, 2, 4, 8, 1, 2, 4, 2, 1, 2]);
    expect(host.turns).toBe(2);
  });
});

describe('a cooperative run of one worker gives the event loop a turn', () => {
  it('once the budget is used up, to the millisecond', async () => {
    const { run, host } = alone([[7], [1], [7], [0.5], [0.5]]);
    const at: number[] = [];
    await run.cooperate({ until: 9, budget: 8, onProgress: () => at.push(host.time) });
    expect(at).toEqual([8, 16, 16]);
    expect(host.turns).toBe(2);
  });

  it('after 8 milliseconds if no budget is given', async () => {
    const { run, host } = alone(times(24, [1]));
    const at: number[] = [];
    await run.cooperate({ until: 9, onProgress: () => at.push(host.time) });
    expect(at).toEqual([8, 16, 24, 24]);
  });
});

describe('a cooperative run among others', () => {
  it('lets the event loop deliver messages after each millisecond, or fetches them itself within its budget', async () => {
    const rhythm = async (polled: boolean): Promise<unknown> => {
      const { run, host } = await among(times(16, [0.25]), polled);
      const at: number[] = [];
      await run.cooperate({ until: 9, budget: 2, onProgress: () => at.push(host.time) });
      return { at, turns: host.turns };
    };
    expect(await rhythm(false)).toEqual({ at: [1, 2, 3, 4, 4], turns: 4 });
    expect(await rhythm(true)).toEqual({ at: [2, 4, 4], turns: 2 });
  });

  it('stays within a budget of less than a millisecond', async () => {
    const { run, host } = await among(times(4, [0.25]), false);
    const at: number[] = [];
    await run.cooperate({ until: 9, budget: 0.5, onProgress: () => at.push(host.time) });
    expect(at).toEqual([0.5, 1, 1]);
  });

  it('fetches messages about every hundredth of a millisecond, and keeps that pace in the next slice', async () => {
    const stretches = [[0], [0.009], [0.01], [0.02], [0.03], [0.5], [0.009], [0.01]] as const;
    const { kernel, run, wires } = await among(stretches, true);
    await run.cooperate({ until: 9, budget: 0.5 });
    expect(kernel.limits).toEqual([1, 2, 4, 4, 4, 2, 2, 4, 4]);
    expect(wires.polls).toEqual(times(8, [0]).map(([milliseconds]) => milliseconds));
  });

  it('reports its progress to waiting workers once every tenth of a millisecond', async () => {
    const { kernel, run } = await among([[0.0625], [0.0375], [0.0625], [0.0625], [0.0625]], true);
    await run.cooperate({ until: 9, budget: 2 });
    expect(kernel.told).toEqual([false, true, false, true, false, true]);
  });

  it('reports at once that it is waiting, waits a millisecond for messages that it fetches, and then lets the event loop turn', async () => {
    const { kernel, run, wires, host } = await among([[0, 'blocked'], [0, 'blocked'], [0]], true);
    await run.cooperate({ until: 9 });
    expect(wires.polls).toEqual([1, 1, 0]);
    expect(kernel.told).toEqual([true, true, false, true]);
    expect(kernel.waits).toEqual([0, 0]);
    expect(host.turns).toBe(2);
  });

  it('continues without a turn of the event loop if a message was fetched', async () => {
    const { kernel, run, wires, host } = await among([[0, 'blocked'], [0]], true);
    const seat = { worker: 1, workers: 2, identity: [] };
    const other = await wires.open(seat, { message() {}, failed() {} });
    other.send(0, new ExchangeMessage(2));
    await run.cooperate({ until: 9 });
    expect(wires.polls).toEqual([1, 0]);
    expect(host.turns).toBe(0);
    expect(kernel.limits).toHaveLength(3);
  });

  it('counts how long it waits for messages from the event loop', async () => {
    const { kernel, run, line, host } = await among([[0, 'blocked']], false);
    const running = run.cooperate({ until: 9 });
    await immediate();
    expect([kernel.limits.length, host.turns]).toEqual([1, 0]);
    host.time += 3;
    line.rouse();
    await running;
    expect(kernel.waits).toEqual([3]);
    expect(kernel.told).toEqual([true, true]);
  });

  it('does not wait for messages where it was aborted as it came to that', async () => {
    const { kernel, run } = await among([[0, 'blocked']], false);
    const stop = new AbortController();
    const running = run.cooperate({ until: 9, signal: stop.signal, onProgress: () => stop.abort() });
    await expect(running).rejects.toMatchObject({ code: 'RUN_ABORTED' });
    expect(kernel.limits).toHaveLength(1);
  });

  it('gives the event loop a turn after its budget, although messages arrive without it', async () => {
    const { run, line, host } = await among(times(6, [0.5, 'blocked']), false);
    const at: number[] = [];
    await run.cooperate({
      until: 9,
      budget: 1,
      onProgress: () => {
        at.push(host.turns);
        line.rouse();
      },
    });
    expect(at).toEqual([0, 0, 1, 1, 2, 2, 3]);
  });
});
