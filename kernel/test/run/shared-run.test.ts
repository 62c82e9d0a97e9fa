import { setImmediate as immediate } from 'node:timers/promises';
import { combineDigests, DiscoError, Line, Run, type RunReport } from '@disco-engine/kernel';
import { describe, expect, it } from 'vitest';
import { thrownBy } from '../problems.js';
import { Team } from '../exchange/team.js';
import { layer } from '../sketch.js';
import { Trial, type Behaviour } from '../trial.js';
import { Clockwork } from './clockwork.js';
import { Wires } from './wires.js';

const sketch = { simprocs: [layer('x', 1)], nodes: ['a', 'b'], edges: { x: ['a>b', 'b>a'] } };
const lost = new DiscoError('WORKER_LOST', 'worker 1 is gone');

/** Its turns let the test continue, as well as other runs. */
class EventLoop extends Clockwork {
  override async turn(): Promise<void> {
    await super.turn();
    await immediate();
  }
}

interface Options {
  readonly polled?: boolean;
  readonly act?: Behaviour['x'];
}

/** Two workers with one node each that sends to the other at each whole epoch; an activation takes one millisecond. */
async function shared({ polled = false, act = () => {} }: Options = {}) {
  const host = new EventLoop();
  const wires = new Wires(polled);
  const behaviour: Behaviour = {
    x: (node, batch) => {
      host.time += 1;
      node.send(node.name === 'a' ? 'b/x' : 'a/x', node.epoch + 1, node.epoch);
      act(node, batch);
    },
  };
  const team = new Team(sketch, [0, 1], behaviour);
  const lines = await Promise.all(
    team.kernels.map((kernel, worker) => Line.open(kernel, wires, { worker, workers: 2, identity: [['seed', '7']] })),
  );
  const runs = team.kernels.map((kernel, worker) => new Run(kernel, host, lines[worker]));
  return { host, wires, team, lines, runs, behaviour };
}

/** Delivers messages until all of these have settled. */
async function all<T>(wires: Wires, running: readonly Promise<T>[]): Promise<PromiseSettledResult<T>[]> {
  let open = true;
  const ended = Promise.allSettled(running).finally(() => (open = false));
  for (let turn = 0; open && turn < 2000; turn++) {
    await immediate();
    wires.deliver();
  }
  if (open) throw new Error('the runs do not end');
  return ended;
}

async function rejection(running: Promise<unknown>): Promise<unknown> {
  return running.then(
    () => 'no rejection',
    (error: unknown) => error,
  );
}

/** The digest of the same model on one worker. */
function digestAlone(behaviour: Behaviour, until: number): string {
  const { kernel } = new Trial(sketch, behaviour);
  kernel.advance(until);
  return kernel.digest;
}

describe.each([false, true])('a run of two workers, with the thread fetching messages: %s', (polled) => {
  it('reaches the horizon, with the digest of one worker', async () => {
    const { wires, team, runs, behaviour } = await shared({ polled });
    const ended = await all(
      wires,
      runs.map((run) => run.cooperate({ until: 40 })),
    );
    const report = { epoch: 39, until: 40, activations: 40, finished: false } satisfies Partial<RunReport>;
    expect(ended).toMatchObject([{ value: report }, { value: report }]);
    expect(combineDigests(team.kernels.map(({ digest }) => digest))).toBe(digestAlone(behaviour, 40));
    expect(runs.map(({ state }) => state)).toEqual(['ready', 'ready']);
    await all(
      wires,
      runs.map((run) => run.cooperate({ until: 50 })),
    );
    expect(combineDigests(team.kernels.map(({ digest }) => digest))).toBe(digestAlone(behaviour, 50));
  });

  it('fails on the worker whose handler throws, and on the one that loses it', async () => {
    const { wires, runs } = await shared({
      polled,
      act: (node) => {
        if (node.name === 'b' && node.epoch === 3) throw new Error('no');
      },
    });
    const [left, right] = runs.map((run) => rejection(run.cooperate({ until: 40 })));
    void right.then(() => wires.fail(0, lost));
    await all(wires, [left, right]);
    expect(await right).toMatchObject({ code: 'HANDLER_FAILED', place: { node: 'b', epoch: 3 } });
    expect(await left).toBe(lost);
    expect(runs.map(({ state }) => state)).toEqual(['failed', 'failed']);
    expect(await rejection(runs[0].cooperate({ until: 40 }))).toBe(lost);
    expect(runs[0].state).toBe('failed');
  });

  it('keeps the first reason why a line was cut', async () => {
    const { wires, runs } = await shared({ polled });
    wires.fail(0, lost);
    wires.fail(0, new DiscoError('WORKER_LOST', 'and worker 2 as well'));
    expect(await rejection(runs[0].cooperate({ until: 40 }))).toBe(lost);
  });

  it('can be paused, and aborted, while it waits for another worker', async () => {
    const { wires, team, runs, behaviour } = await shared({ polled });
    const states: string[] = [];
    runs[0].kernel.observe.states.subscribe(({ state }) => states.push(state));
    const stop = new AbortController();
    const running = rejection(runs[0].cooperate({ until: 40, signal: stop.signal }));
    for (let turn = 0; turn < 5; turn++) await immediate();
    runs[0].pause();
    await immediate();
    expect(runs[0].state).toBe('paused');
    expect(team.kernels[0].activations).toBe(1);
    runs[0].resume();
    await immediate();
    expect(runs[0].state).toBe('running');
    stop.abort('enough');
    expect(await running).toMatchObject({ code: 'RUN_ABORTED', cause: 'enough' });
    expect(states).toEqual(['running', 'paused', 'running', 'ready']);
    await all(
      wires,
      runs.map((run) => run.cooperate({ until: 40 })),
    );
    expect(combineDigests(team.kernels.map(({ digest }) => digest))).toBe(digestAlone(behaviour, 40));
  });

  it('records, for the report, how long it waited', async () => {
    const { host, wires, team, runs } = await shared({ polled });
    host.time = 1e6;
    const running = runs.map((run) => run.cooperate({ until: 3 }));
    for (let turn = 0; turn < 10; turn++) await immediate();
    host.time += 100;
    await all(wires, running);
    const waits = team.kernels.map(({ exchangeReport }) => exchangeReport?.peers[0]);
    for (const wait of waits) expect(wait?.waits).toBeGreaterThan(0);
    const milliseconds = waits.map((wait) => wait?.blockedMilliseconds ?? 0);
    // If messages arrive through the event loop, the wait spans its turns.
    expect(Math.max(...milliseconds)).toBeGreaterThanOrEqual(polled ? 0 : 100);
    expect(Math.max(...milliseconds)).toBeLessThan(150);
  });
});

describe('a run of several workers', () => {
  it('cannot be stepped or run in one go', async () => {
    const { runs, team } = await shared();
    for (const [name, call] of [
      ['step', () => runs[0].step()],
      ['until', () => runs[0].until(9)],
    ] as const) {
      const error = thrownBy(call);
      expect(error).toMatchObject({ code: 'RUN_SHARED' });
      expect(error.message).toBe(`${name} cannot wait for the other workers of this run; use \`await run({ until })\``);
    }
    expect(team.trace).toEqual([]);
    expect(runs[0].state).toBe('ready');
  });

  it('polls without waiting while it can continue, and waits briefly when it cannot', async () => {
    const { runs, wires } = await shared({ polled: true });
    const running = runs.map((run) => run.cooperate({ until: 10 }));
    await all(wires, running);
    expect(new Set(wires.polls)).toEqual(new Set([0, 1]));
  });

  it('uses no time of the event loop while it waits for messages that this brings', async () => {
    const { host, runs, wires } = await shared();
    const running = runs.map((run) => run.cooperate({ until: 10 }));
    for (let turn = 0; turn < 10; turn++) await immediate();
    const { turns } = host;
    for (let turn = 0; turn < 10; turn++) await immediate();
    expect(host.turns).toBe(turns);
    await all(wires, running);
  });

  it('releases the signal when it ends', async () => {
    const { runs, wires } = await shared();
    const listeners = new Set<() => void>();
    const signal = {
      aborted: false,
      reason: undefined,
      addEventListener: (_: 'abort', listener: () => void) => void listeners.add(listener),
      removeEventListener: (type: 'abort', listener: () => void) =>
        void (type === 'abort' && listeners.delete(listener)),
    };
    const running = runs.map((run) => run.cooperate({ until: 10, signal }));
    for (let turn = 0; turn < 10; turn++) await immediate();
    expect(listeners.size).toBe(2);
    await all(wires, running);
    expect(listeners.size).toBe(0);
  });
});

describe('a line', () => {
  it('takes its seat, and leaves it', async () => {
    const { lines, wires } = await shared();
    expect(wires.seats).toEqual([
      { worker: 0, workers: 2, identity: [['seed', '7']] },
      { worker: 1, workers: 2, identity: [['seed', '7']] },
    ]);
    await lines[1].close();
    expect(wires.closed).toBe(1);
  });

  it('has to be polled only if the transport says so', async () => {
    const [brought, fetched] = [await shared(), await shared({ polled: true })];
    expect(brought.lines[0].isPolled).toBe(false);
    expect(brought.lines[0].poll(0)).toBe(false);
    expect(fetched.lines[0].isPolled).toBe(true);
    expect(fetched.lines[0].poll(0)).toBe(false);
    fetched.lines[1].tell(fetched.team.kernels[1].advance(9), true);
    expect(fetched.lines[0].poll(5)).toBe(true);
    expect(fetched.wires.polls).toEqual([0, 5]);
  });

  it('has news if something arrived since the last send, or if it is cut', async () => {
    const { lines, team, wires } = await shared();
    const told: string[] = [];
    void lines[0].news().then(() => told.push('first'));
    await immediate();
    expect(told).toEqual([]);
    lines[1].tell(team.kernels[1].advance(9), true);
    wires.deliver();
    await immediate();
    expect(told).toEqual(['first']);
    // The run has not looked yet, so these are still news.
    await lines[0].news();
    lines[0].tell(team.kernels[0].advance(9), true);
    void lines[0].news().then(() => told.push('second'));
    await immediate();
    expect(told).toEqual(['first']);
    wires.fail(0, lost);
    await immediate();
    expect(told).toEqual(['first', 'second']);
    lines[0].tell('blocked', true);
    await lines[0].news();
    expect(lines[0].failure).toBe(lost);
  });
});
