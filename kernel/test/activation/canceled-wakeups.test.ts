import { buildTopology, Kernel, type Handler, type Wakeup } from '@disco-engine/kernel';
import { describe, expect, it } from 'vitest';
import { thrownBy } from '../problems.js';
import { layer, topologySpec } from '../sketch.js';
import { Trial, type NodeView } from '../trial.js';

type Act = (b: NodeView) => void;

/** Runs port b/x, which acts at some epochs while a/x sends it an event for each of the given ones. */
function trialOf(events: readonly number[], acts: Readonly<Record<number, Act>>, low: Act = () => {}): Trial {
  const sketch = { simprocs: [layer('x'), layer('y')], nodes: ['a', 'b'], edges: { x: ['a>b'] } };
  return new Trial(sketch, {
    x: (node) => {
      if (node.name === 'b') acts[node.epoch]?.(node);
      else if (node.epoch === 0) for (const epoch of events) node.send('b/x', epoch, epoch);
    },
    y: (node) => {
      if (node.name === 'b') low(node);
    },
  });
}

function activationsOf(trial: Trial): string[] {
  expect(trial.kernel.advance(Infinity)).toBe('finished');
  return trial.of('b/x').map((line) => line.replaceAll(/a\/x#\d+(@[\d.]+)?=/g, ''));
}

describe('a canceled wakeup', () => {
  it('causes no activation, and leaves no trace', () => {
    const trial = trialOf([], { 0: (b) => expect(b.wakeup(3).cancel()).toBe(true) });
    expect(activationsOf(trial)).toEqual(['0 []']);
    const quiet = trialOf([], {});
    quiet.kernel.advance(Infinity);
    expect(trial.kernel.digest).toBe(quiet.kernel.digest);
  });

  it('no longer holds events if it was hard, and no longer suspends a later hold if it was soft', () => {
    let wakeup: Wakeup | undefined;
    const cancel: Act = () => expect(wakeup?.cancel()).toBe(true);
    const hard = { 0: (b: NodeView) => ((wakeup = b.hard(5)), b.wakeup(1)), 1: cancel };
    expect(activationsOf(trialOf([2, 3], hard))).toEqual(['0 []', '1 []', '2 [2]', '3 [3]']);
    const soft = { 0: (b: NodeView) => (b.hard(5), (wakeup = b.wakeup(4)), b.wakeup(1)), 1: cancel };
    expect(activationsOf(trialOf([2, 3], soft))).toEqual(['0 []', '1 []', '5 [2, 3]']);
  });

  it('is the only one at its epoch: requesting it again, hard or soft, returns the same one', () => {
    const seen: unknown[] = [];
    const act: Act = (b) => {
      const all = [b.wakeup(3), b.hard(3), b.wakeup(3)];
      seen.push(all[0].cancel(), ...all.map(({ isPending }) => isPending), all[1].cancel());
      const again = b.wakeup(3);
      seen.push(again.isPending, again.remaining);
    };
    expect(activationsOf(trialOf([2], { 0: act }))).toEqual(['0 []', '2 [2]', '3 []']);
    expect(seen).toEqual([true, false, false, false, false, true, 3]);
  });

  it('reports how much time was left; canceling is too late once it was served', () => {
    const wakeups: Wakeup[] = [];
    const seen: unknown[] = [];
    const acts = {
      0: (b: NodeView) => void wakeups.push(b.wakeup(4), b.wakeup(1), b.wakeupAfter(2.5)),
      1: () => {
        for (const wakeup of wakeups) seen.push(wakeup.remaining, wakeup.cancel(), wakeup.remaining, wakeup.isPending);
      },
    };
    expect(activationsOf(trialOf([6], acts))).toEqual(['0 []', '1 []', '6 [6]']);
    expect(seen).toEqual([3, true, 3, false, 0, false, 0, false, 1.5, true, 1.5, false]);
    expect(wakeups.map(({ remaining }) => remaining)).toEqual([3, 0, 1.5]);
  });

  it('cannot be canceled by another port, or outside a handler', () => {
    const wakeups: Wakeup[] = [];
    let error: unknown;
    const trial = trialOf([], { 0: (b) => void wakeups.push(b.wakeup(3)) }, (b) => {
      if (b.epoch === 0) error = thrownBy(() => wakeups[0].cancel());
    });
    trial.kernel.advance(1);
    expect(error).toMatchObject({ code: 'CALL_OUTSIDE_HANDLER', place: { node: 'b', simproc: 'y', epoch: 0 } });
    expect(error).toHaveProperty('message', expect.stringMatching(/wakeup of b\/x; only that port may/));
    expect(thrownBy(() => wakeups[0].cancel()).code).toBe('CALL_OUTSIDE_HANDLER');
    expect(activationsOf(trial)).toEqual(['0 []', '3 []']);
  });

  it('is reported to observers', () => {
    const records: unknown[] = [];
    const trial = trialOf([], { 0: (b) => b.hard(3).cancel() });
    trial.kernel.observe.wakeups.subscribe((record) => records.push(record));
    activationsOf(trial);
    const port = { node: 'b', simproc: 'x', epoch: 0, until: 3 };
    expect(records).toEqual([
      { ...port, hard: true },
      { ...port, hard: false, canceled: true },
    ]);
  });

  it('is unaffected when the memory of others is released', () => {
    const trial = trialOf([], {
      0: (b) => {
        const wakeups = Array.from({ length: 5000 }, (_, at) => b.wakeup(1 + at));
        for (const [at, wakeup] of wakeups.entries()) if (at % 500 !== 499) wakeup.cancel();
        wakeups[4499].cancel();
      },
      501: (b) => expect(b.wakeup(1000).isPending).toBe(true),
    });
    const expected = [0, 500, 1000, 1500, 2000, 2500, 3000, 3500, 4000, 5000].map((epoch) => `${epoch} []`);
    expect(activationsOf(trial)).toEqual(expected);
  });
});

it('a handler may return the result of a call that requests a wakeup or sets a timer', () => {
  const topology = buildTopology(topologySpec({ simprocs: [layer('x')], nodes: ['a'] }));
  const epochs: number[] = [];
  const handler: Handler = (_, context) => {
    epochs.push(context.epoch);
    if (context.epoch === 0) return context.wakeup(1) as never;
    if (context.epoch === 1) return context.timer(0, 2, null) as never;
  };
  const kernel = new Kernel(topology, [{ node: 'a', program: { handlers: [handler] }, state: {} }]);
  expect(kernel.advance(Infinity)).toBe('finished');
  expect(epochs).toEqual([0, 1, 2]);
});
