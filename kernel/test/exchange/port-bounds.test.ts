import type { ExchangeMessage } from '@disco-engine/kernel';
import { describe, expect, it } from 'vitest';
import { completeLayer, layer, nodeType, type Sketch } from '../sketch.js';
import type { Behaviour } from '../trial.js';
import { Team, type TeamOptions } from './team.js';

/** A team with bounds for ports whose nodes set no timers for other simprocs. */
function teamOf(sketch: Sketch, hosts: readonly number[], behaviour: Behaviour, options: TeamOptions = {}): Team {
  const types = sketch.nodes.map((node) => nodeType(node, [...sketch.simprocs.keys()], { timers: [] }));
  return new Team(sketch, hosts, behaviour, { bounds: 'ports', types, ...options });
}

/** a and b are on worker 0, c and d on worker 1; b is linked to nobody. */
const pair = { simprocs: [layer('x')], nodes: ['a', 'b', 'c', 'd'], edges: { x: ['c>a', 'a>d'] } };
const HOSTS = [0, 0, 1, 1];

describe('with bounds for ports, a worker', () => {
  it('goes on with nodes that nothing under way can reach', () => {
    const team = teamOf(pair, HOSTS, { x: (node) => node.epoch < 3 && node.wakeup(node.epoch + 1) });
    expect(team.kernels[0].advance(10)).toBe('blocked');
    expect(team.trace).toEqual(['b/x@0 []', 'b/x@1 []', 'b/x@2 []', 'b/x@3 []']);
    expect(team.kernels[0].waitsFor()).toBe(
      'worker 0 with an activation of a/x at epoch 0 waits for worker 1, which promised nothing before epoch 0 by way of c/x → a/x',
    );
    team.run(10);
    expect(team.trace.filter((line) => line.startsWith('a'))).toEqual(['a/x@0 []', 'a/x@1 []', 'a/x@2 []', 'a/x@3 []']);
  });

  it('has reached the greatest epoch of its activations, whichever was the last', () => {
    const team = teamOf(pair, HOSTS, {
      x: (node) => node.epoch < 3 && node.name === 'b' && node.wakeup(node.epoch + 1),
    });
    expect(team.kernels[0].advance(10)).toBe('blocked');
    expect([team.kernels[0].epoch, team.kernels[0].passed]).toEqual([3, 0]);
    team.run(10);
    expect(team.trace.at(-1)).toBe('d/x@0 []');
    expect(team.kernels[0].epoch).toBe(3);
    expect(team.kernels[0].passed).toBeGreaterThanOrEqual(10);
  });

  it('gives an observer all activations in the order of keys', () => {
    const behaviour: Behaviour = { x: (node) => node.epoch < 3 && node.wakeup(node.epoch + 1) };
    const team = teamOf(pair, HOSTS, behaviour);
    const seen: string[] = [];
    team.kernels[0].observe.activations.subscribe({
      next: ({ node, epoch }) => void seen.push(`${node}@${epoch}`),
    });
    expect(team.kernels[0].advance(10)).toBe('blocked');
    expect(seen).toEqual(['b@0']);
    team.run(10);
    expect(seen).toEqual(['b@0', 'a@0', 'b@1', 'a@1', 'b@2', 'a@2', 'b@3', 'a@3']);
  });

  it('gives one that comes later the rest in that order', () => {
    const behaviour: Behaviour = { x: (node) => node.epoch < 3 && node.wakeup(node.epoch + 1) };
    const team = teamOf(pair, HOSTS, behaviour);
    expect(team.kernels[0].advance(10, 2)).toBe('limit');
    const seen: string[] = [];
    const listener = team.kernels[0].observe.wakeups.subscribe({
      next: ({ node, epoch }) => void seen.push(`${node}@${epoch}`),
    });
    team.deliver(team.step(1, 10));
    expect(team.kernels[0].advance(10, 2)).toBe('limit');
    listener.unsubscribe();
    team.run(10);
    expect(seen).toEqual(['a@0', 'a@1']);
    expect(team.trace.filter((line) => line.startsWith('a'))).toHaveLength(4);
    expect(team.trace.filter((line) => line.startsWith('b'))).toHaveLength(4);
  });

  it('gives one that comes during an activation the rest in that order', () => {
    const seen: string[] = [];
    const team = teamOf(pair, HOSTS, {
      x: (node) => {
        if (node.name === 'b' && node.epoch === 1)
          team.kernels[0].observe.activations.subscribe({
            next: (record) => void seen.push(`${record.node}@${record.epoch}`),
          });
        if (node.epoch < 3) node.wakeup(node.epoch + 1);
      },
    });
    expect(team.kernels[0].advance(10)).toBe('limit');
    expect(seen).toEqual(['b@1']);
    team.run(10);
    expect(seen).toEqual(['b@1', 'a@0', 'a@1', 'b@2', 'a@2', 'b@3', 'a@3']);
  });

  it('has not passed what it set aside, though somebody observes it now', () => {
    const team = teamOf(pair, HOSTS, { x: (node) => node.epoch < 3 && node.wakeup(node.epoch + 1) });
    expect(team.kernels[0].advance(10)).toBe('blocked');
    team.kernels[0].observe.activations.subscribe(() => {});
    expect(team.kernels[0].advance(10)).toBe('blocked');
    expect([team.kernels[0].epoch, team.kernels[0].passed]).toEqual([3, 0]);
    team.run(10);
    expect(team.kernels[0].passed).toBeGreaterThanOrEqual(10);
  });

  it('activates a port at 0, even if its event was sent for -0', () => {
    const edges = { x: ['a>b'], y: ['c>a'] };
    const sketch = { simprocs: [layer('x'), layer('y')], nodes: ['a', 'b', 'c'], edges };
    const types = sketch.nodes.map((node) => nodeType(node, [0, 1], { timers: [], selfRelations: [[0, 1]] }));
    const signs: boolean[] = [];
    const team = new Team(
      sketch,
      [0, 0, 1],
      {
        x: (node) => node.name === 'a' && node.send('a/y', -0),
        y: (node) => node.name === 'a' && signs.push(Object.is(node.epoch, 0)),
      },
      { bounds: 'ports', types },
    );
    expect(team.kernels[0].advance(10)).toBe('blocked');
    expect(signs).toEqual([]);
    team.run(10);
    expect(signs).toEqual([true]);
    expect(team.trace).toContain('a/y@0 [a/x#0=null]');
  });

  describe.each([false, true])('reports the failure with the least key, also if another one came first', (observed) => {
    const title = observed ? 'and an observer came then' : 'and nobody observes';
    /** A team whose node b has failed at 7. @param failing nodes that fail */
    function failed(failing: readonly string[]): Team {
      const team = teamOf(pair, HOSTS, {
        x: (node) => {
          if (node.epoch === 0) node.wakeup(node.name === 'a' ? 5 : 7);
          else if (failing.includes(node.name)) throw new Error(`${node.name} has failed`);
        },
      });
      expect(team.kernels[0].advance(10)).toBe('blocked');
      expect(team.trace).toEqual(['b/x@0 []', 'b/x@7 []']);
      expect(team.kernels[0].failure).toBeUndefined();
      if (observed) team.kernels[0].observe.activations.subscribe(() => {});
      return team;
    }

    it(`${title}: one before it`, () => {
      const team = failed(['a', 'b']);
      team.deliver(team.step(1, 6));
      const advance = (): unknown => team.kernels[0].advance(10);
      expect(advance).toThrow(/a\/x|'a'/);
      expect(team.kernels[0].failure).toMatchObject({ code: 'HANDLER_FAILED', place: { node: 'a', epoch: 5 } });
      expect(advance).toThrow(team.kernels[0].failure);
    });

    it(`${title}: none before it`, () => {
      const team = failed(['b']);
      team.deliver(team.step(1, 6));
      expect(team.kernels[0].advance(10)).toBe('blocked');
      expect(team.kernels[0].advance(6)).toBe('horizon');
      expect(() => team.run(10)).toThrow('b has failed');
      expect(team.kernels[0].failure).toMatchObject({ code: 'HANDLER_FAILED', place: { node: 'b', epoch: 7 } });
    });
  });

  it('reports a failure at once if nothing can come before it', () => {
    const team = teamOf({ ...pair, edges: { x: ['a>d'] } }, HOSTS, {
      x: (node) => {
        if (node.name === 'b') throw new Error('at once');
      },
    });
    expect(() => team.kernels[0].advance(10)).toThrow('at once');
  });
});

describe('with bounds for ports, the promise for an inlet', () => {
  /** Node a is on worker 0: a/x sends to d/x, and a/y to c/y. Worker 1 has c and d; c/x sends to a/x. */
  const nodes = ['c', 'a', 'd'];
  const edges = { x: ['c>a', 'a>d'], y: ['a>c'] };

  /** What worker 0 promises after epoch 0, when nothing reaches a/x before 3. @param timers those of node a */
  function told(y: Behaviour[string], timers: [] | undefined, selfRelations: Sketch['selfRelations'] = []) {
    const types = nodes.map((node) => ({
      ...nodeType(node, [0, 1], { selfRelations }),
      timers: node === 'a' ? timers : [],
    }));
    const behaviour: Behaviour = {
      x: (node) => node.epoch === 0 && node.name !== 'd' && node.wakeup(node.name === 'c' ? 3 : 5),
      y: (node, batch) => node.epoch === 0 && node.name === 'a' && y(node, batch),
    };
    const simprocs = [layer('x'), layer('y')];
    const team = new Team({ simprocs, nodes, edges }, [1, 0, 1], behaviour, { bounds: 'ports', types });
    team.deliver(team.step(1, 50));
    const [{ message }] = team.step(0, 50);
    const names = ['c/y', 'd/x'];
    return Array.from(message.inlets.subarray(0, message.promises), (inlet, index) => {
      const epoch = message.inletEpochs[index];
      return `${names[inlet >> 1]} ${(inlet & 1) === 1 ? 'after' : 'from'} ${epoch}`;
    });
  }

  it('follows from what is pending and what can arrive, at other ports of a node only if they set timers', () => {
    const later: Behaviour[string] = (node) => node.wakeup(4);
    expect(told(later, [])).toEqual(['c/y from 4', 'd/x from 3']);
    expect(told(later, undefined)).toEqual(['c/y from 3', 'd/x from 3']);
  });

  it('is not before a hard wakeup, whatever links lead to the sender, unless another port may wake it', () => {
    const held: Behaviour[string] = (node) => node.hard(40);
    expect(told(held, [], [[0, 1]])).toEqual(['c/y from 40', 'd/x from 3']);
    expect(told(held, undefined, [[0, 1]])).toEqual(['c/y from 3', 'd/x from 3']);
    const waiting: Behaviour[string] = (node) => void [node.hard(40), node.timer('y', 6)];
    expect(told(waiting, [])).toEqual(['c/y from 40', 'd/x from 3']);
  });

  it('is not beyond the horizon', () => {
    const late: Behaviour[string] = (node) => node.wakeup(70);
    expect(told(late, [])).toEqual(['c/y from 50', 'd/x from 3']);
  });
});

describe('with bounds for ports, a message is refused', () => {
  const simprocs = [layer('x', 1)];
  const sketch = { simprocs, nodes: ['a', 'b', 'c', 'd'], edges: { x: ['c>a', 'd>b'] } };

  function receiving(change: (message: ExchangeMessage) => void): () => void {
    const behaviour: Behaviour = {
      x: (node) => {
        if (node.name === 'd' && node.epoch < 6) node.wakeup(node.epoch + 5);
        if (node.name === 'c' && node.epoch === 0) node.wakeup(2);
        if (node.name === 'c' && node.epoch === 2) node.send('a/x', 3);
      },
    };
    const team = teamOf(sketch, [0, 0, 1, 1], behaviour);
    team.kernels[1].advance(20, 2);
    const [first] = team.tell(1, 'blocked');
    change(first.message);
    return () => {
      team.deliver([first]);
      team.deliver(team.step(1, 20));
    };
  }

  it('if it breaks a promise for the port, though not for the worker', () => {
    expect(receiving(() => {})).not.toThrow();
    const early = receiving(({ inletEpochs }) => inletEpochs.fill(4));
    expect(early).toThrow(/holds an event from port 2 to port 0 for epoch 3/);
  });

  it('if it promises for an inlet that does not exist, or at no epoch', () => {
    for (const change of [
      ({ inlets }: ExchangeMessage) => void (inlets[0] = 4),
      ({ inlets }: ExchangeMessage) => void (inlets[0] = -1),
      ({ inletEpochs }: ExchangeMessage) => void (inletEpochs[0] = NaN),
    ])
      expect(receiving(change)).toThrow(/makes a promise for none of the inlets/);
  });
});

describe('the bounds of a run', () => {
  const chosen = (sketch: Sketch, hosts: readonly number[]): string[] => {
    const team = new Team(sketch, hosts, {});
    return team.kernels.map(({ exchangeReport }) => exchangeReport?.bounds ?? 'none');
  };
  const nodes = ['a', 'b', 'c'];

  it.each([
    ['there and back without delay', [layer('x'), layer('y')], { x: ['a>b'], y: ['b>a'] }, [0, 1, 1], 'ports'],
    ['there without delay, back with one', [layer('x'), layer('y', 1)], { x: ['a>b'], y: ['b>a'] }, [0, 1, 1], 'ports'],
    [
      'back by way of a third worker',
      [layer('x'), layer('y', 1)],
      { x: ['a>b'], y: ['b>c', 'c>a'] },
      [0, 1, 2],
      'ports',
    ],
    ['without delay only one way', [layer('x'), layer('y')], { x: ['a>b', 'a>c'], y: ['b>c'] }, [0, 1, 2], 'worker'],
    ['with delay both ways', [layer('x', 1)], { x: ['a>b', 'b>a'] }, [0, 1, 1], 'worker'],
    [
      'without delay inside a worker',
      [layer('x'), layer('y', 1)],
      { x: ['b>c'], y: ['a>b', 'b>a'] },
      [0, 1, 1],
      'worker',
    ],
    [
      'with a complete layer',
      [layer('x'), layer('y'), completeLayer('z', 1)],
      { x: ['a>b'], y: ['b>a'] },
      [0, 1, 1],
      'worker',
    ],
  ] as const)('with links %s', (_, simprocs, edges, hosts, bounds) => {
    expect(new Set(chosen({ simprocs, nodes, edges } as Sketch, hosts))).toEqual(new Set([bounds]));
  });
});
