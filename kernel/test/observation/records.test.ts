import { filter, from, map, take, toArray } from 'rxjs';
import type { Kernel, NodePoint } from '@disco-engine/kernel';
import { describe, expect, it } from 'vitest';
import { layer, type Sketch } from '../sketch.js';
import { Trial, type Behaviour, type TrialOptions } from '../trial.js';
import { thrownBy } from '../problems.js';
import { unhandledDuring } from './unhandled.js';

const sketch: Sketch = {
  simprocs: [layer('x'), layer('y')],
  nodes: ['a', 'b'],
  edges: { x: ['a>b'] },
  selfRelations: [[0, 1]],
};
const behaviour: Behaviour = {
  x: (node, batch) => {
    if (node.epoch > 3) return;
    if (node.name === 'b') {
      if (node.epoch === 0) node.hard(2);
      node.send('b/y', node.epoch, { got: Array.from(batch, ({ payload }) => (payload as { n: number[] }).n[0]) });
      return;
    }
    node.promise('b/x', node.epoch + 1);
    node.send('b/x', node.epoch + 1, { n: [node.epoch] });
    node.wakeup(node.epoch + 1);
  },
};
const options: TrialOptions = { promises: { y: (node) => node.epoch } };

function trial(more: TrialOptions = {}): Trial {
  return new Trial(sketch, behaviour, { ...options, ...more });
}

function plain(more: TrialOptions = {}): string {
  const { kernel } = trial(more);
  kernel.advance(Infinity);
  return kernel.digest;
}

describe('the observation points of a kernel', () => {
  it('report what happened', () => {
    const { kernel } = trial();
    const { activations, sends, wakeups, promises } = kernel.observe;
    const seen: unknown[] = [];
    for (const point of [activations, sends, wakeups, promises])
      point.subscribe((record: unknown) => seen.push(record));
    kernel.advance(1, 2);
    expect(seen).toEqual([
      { node: 'a', simproc: 'x', epoch: 0, until: 1, target: { node: 'b', simproc: 'x' } },
      { node: 'a', simproc: 'x', epoch: 0, target: { node: 'b', simproc: 'x', epoch: 1 }, payload: { n: [0] } },
      { node: 'a', simproc: 'x', epoch: 0, until: 1, hard: false },
      { node: 'a', simproc: 'x', epoch: 0, events: [] },
      { node: 'b', simproc: 'x', epoch: 0, until: 2, hard: true },
      { node: 'b', simproc: 'x', epoch: 0, target: { node: 'b', simproc: 'y', epoch: 0 }, payload: { got: [] } },
      { node: 'b', simproc: 'x', epoch: 0, events: [] },
    ]);
    seen.length = 0;
    kernel.advance(1);
    expect(seen).toEqual([
      { node: 'a', simproc: 'y', epoch: 0, until: 0 },
      { node: 'a', simproc: 'y', epoch: 0, events: [] },
      { node: 'b', simproc: 'y', epoch: 0, until: 0 },
      {
        node: 'b',
        simproc: 'y',
        epoch: 0,
        events: [{ payload: { got: [] }, epoch: 0, sender: 'b', simproc: 'x', counter: 0 }],
      },
    ]);
  });

  it('report of some nodes only, and let the others go on as if nobody observed', () => {
    const whole = trial();
    const all: { node: string }[] = [];
    const { kernel } = trial();
    const seen: { node: string }[] = [];
    const points = (of: Kernel): NodePoint<{ node: string }>[] => {
      const { activations, sends, wakeups, promises } = of.observe;
      return [activations, sends, wakeups, promises];
    };
    for (const point of points(whole.kernel)) point.subscribe((record) => all.push(record));
    for (const point of points(kernel))
      point.of([kernel.topology.nodeIndex('b')]).subscribe((record) => seen.push(record));
    whole.kernel.advance(Infinity);
    kernel.advance(Infinity);
    expect(seen).toEqual(all.filter(({ node }) => node === 'b'));
    expect(seen.length).toBeGreaterThan(5);
    expect(kernel.digest).toBe(plain());
  });

  it('keep observers of some nodes and of all apart', () => {
    const { kernel } = trial();
    const seen: string[] = [];
    const { activations } = kernel.observe;
    const [a, b] = ['a', 'b'].map((name) => kernel.topology.nodeIndex(name));
    const one = activations.of([b]).subscribe(({ node }) => seen.push(`one ${node}`));
    const both = from(activations.of([a, b])).subscribe(({ node }) => seen.push(`both ${node}`));
    expect([activations.watches(0), activations.ordered]).toEqual([true, true]);
    kernel.advance(0.5, 2);
    both.unsubscribe();
    expect([activations.observed, activations.ordered]).toEqual([true, false]);
    const every = activations.subscribe(({ node }) => seen.push(`every ${node}`));
    kernel.advance(0.5);
    one.unsubscribe();
    every.unsubscribe();
    expect([activations.observed, activations.ordered, activations.watches(0)]).toEqual([false, false, false]);
    expect(seen).toEqual(['both a', 'one b', 'both b', 'every a', 'one b', 'every b']);
  });

  it('report all that a handler sends to an observer, although another one leaves meanwhile', () => {
    const several: Behaviour = {
      x: (node) => {
        if (node.epoch > 0 || node.name !== 'a') return;
        node.promise('b/x', 5);
        for (const epoch of [6, 7, 8]) node.send('b/x', epoch);
      },
    };
    const { kernel } = new Trial(sketch, several);
    const { sends, promises } = kernel.observe;
    const seen: number[] = [];
    sends.of([0]).subscribe(({ target }) => seen.push(target.epoch));
    const leaving = sends.of([0]).subscribe(() => leaving.unsubscribe());
    promises.of([0]).subscribe(() =>
      sends
        .of([0])
        .subscribe(() => {})
        .unsubscribe(),
    );
    kernel.advance(6);
    expect(seen).toEqual([6, 7, 8]);
  });

  it('leave the promises of an activation in force during which the last observer leaves', () => {
    const broken: Behaviour = {
      x: (node) => {
        if (node.name !== 'a') return;
        if (node.epoch > 0) return void node.send('b/x', node.epoch + 1);
        node.promise('b/x', 5);
        node.send('b/x', 6);
        node.send('a/y', 0);
      },
      y: (node) => {
        if (node.name === 'a') node.timer('x', 1);
      },
    };
    for (const isObserved of [false, true]) {
      const { kernel } = new Trial(sketch, broken);
      if (isObserved) {
        const only = kernel.observe.sends.of([0]).subscribe(() => only.unsubscribe());
      }
      expect(() => kernel.advance(2)).toThrow(expect.objectContaining({ code: 'HANDLER_FAILED' }));
    }
  });

  it('let nodes of which nobody sees the order be stepped by windows', () => {
    const { kernel } = trial();
    const subscription = kernel.observe.sends.of([0]).subscribe(() => {});
    expect(kernel.isOrdered).toBe(false);
    kernel.observe.sends.of([0, 1]).subscribe(() => {});
    expect(kernel.isOrdered).toBe(true);
    subscription.unsubscribe();
    expect(kernel.isOrdered).toBe(true);
  });

  it('are accepted by RxJS directly', () => {
    const { kernel } = trial();
    const lines: string[][] = [];
    from(kernel.observe.activations)
      .pipe(
        filter(({ node, simproc }) => node === 'b' && simproc === 'x'),
        map(({ epoch, events }) => `${epoch}: ${events.map((event) => event.epoch).join()}`),
        take(3),
        toArray(),
      )
      .subscribe((all) => lines.push(all));
    kernel.advance(Infinity);
    expect(lines).toEqual([['0: ', '2: 1,2', '3: 3']]);
    expect(kernel.observe.activations.observed).toBe(false);
  });

  it('complete an RxJS pipe', () => {
    const { kernel } = trial();
    let counted: number | undefined;
    from(kernel.observe.sends)
      .pipe(toArray())
      .subscribe((all) => (counted = all.length));
    kernel.advance(Infinity);
    expect(counted).toBeUndefined();
    kernel.observe.complete();
    expect(counted).toBe(kernel.eventsSent);
  });

  it('report to a late subscriber what happens from then on', () => {
    const { kernel, trace } = trial();
    kernel.advance(2);
    const { length } = trace;
    const seen: number[] = [];
    const subscription = kernel.observe.activations.subscribe(({ epoch }) => seen.push(epoch));
    kernel.advance(3);
    expect(seen).toHaveLength(trace.length - length);
    subscription.unsubscribe();
    kernel.advance(Infinity);
    expect(seen.every((epoch) => epoch >= 2 && epoch < 3)).toBe(true);
  });

  it('report to a subscriber from inside a handler, even with the digest off', () => {
    const seen: string[] = [];
    const one = new Trial(
      { simprocs: [layer('x')], nodes: ['a', 'b'] },
      {
        x: (node) => {
          if (node.name === 'a') one.kernel.observe.activations.subscribe((record) => seen.push(record.node));
        },
      },
      { digest: 'off' },
    );
    one.kernel.advance(Infinity);
    expect(seen).toEqual(['a', 'b']);
  });
});

describe('an observer', () => {
  it.each(['trusted', 'strict'] as const)('changes no result, whatever it does to the records (%s)', (payloads) => {
    const { kernel } = trial({ payloads });
    const spoil = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const [key, inner] of Object.entries(value)) {
        spoil(inner);
        (value as Record<string, unknown>)[key] = 'spoilt';
      }
      if (Array.isArray(value)) value.push('more');
    };
    const { activations, sends, wakeups, promises, states } = kernel.observe;
    for (const point of [activations, sends, wakeups, promises, states]) point.subscribe(spoil);
    kernel.advance(Infinity);
    expect(kernel.digest).toBe(plain({ payloads }));
    expect(kernel.failure).toBeUndefined();
  });

  it('can neither act nor advance the run, which continues without it', async () => {
    const { kernel } = trial();
    const codes: string[] = [];
    for (const point of [kernel.observe.sends, kernel.observe.activations, kernel.observe.promises]) {
      point.subscribe(() => {
        codes.push(thrownBy(() => kernel.advance(9)).code, thrownBy(() => kernel.send(0, 9, null)).code);
      });
    }
    const unhandled = await unhandledDuring(() => {
      kernel.observe.wakeups.subscribe(() => kernel.wakeup(9));
      kernel.advance(Infinity);
    });
    expect(new Set(codes)).toEqual(new Set(['RUN_ACTIVE', 'CALL_OUTSIDE_HANDLER']));
    expect(unhandled).toEqual([expect.objectContaining({ code: 'CALL_OUTSIDE_HANDLER' })]);
    expect(kernel.digest).toBe(plain());
  });

  it('is dropped if it throws, without affecting the run or the others', async () => {
    const { kernel, trace } = trial();
    const seen: string[] = [];
    const unhandled = await unhandledDuring(() => {
      kernel.observe.activations.subscribe(() => {
        throw new Error('not my day');
      });
      kernel.observe.activations.subscribe(({ node }) => seen.push(node));
      kernel.advance(Infinity);
    });
    expect(unhandled).toEqual([new Error('not my day')]);
    expect(seen).toHaveLength(trace.length);
    expect(kernel.digest).toBe(plain());
  });

  it('that subscribes and unsubscribes all the time changes nothing', () => {
    const { kernel } = trial();
    const { activations, sends } = kernel.observe;
    activations.subscribe(({ epoch }) => {
      const passing = sends.subscribe(() => passing.unsubscribe());
      if (epoch > 2) passing.unsubscribe();
    });
    kernel.advance(Infinity);
    expect(kernel.digest).toBe(plain());
  });
});
