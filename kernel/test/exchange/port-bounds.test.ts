import { ExchangeMessage } from '@disco-engine/kernel';
import { describe, expect, it } from 'vitest';
import { completeLayer, layer, nodeType, type Sketch } from '../sketch.js';
import type { Behaviour } from '../trial.js';
import { Team, type TeamOptions } from './team.js';

const own = (...simprocs: number[]) => nodeType('node', simprocs, { timers: [] });

/** A team with bounds for ports whose nodes set no timers for other simprocs. */
function teamOf(sketch: Sketch, hosts: readonly number[], behaviour: Behaviour, options: TeamOptions = {}): Team {
  const types = sketch.nodes.map((_, index) => ({ ...own(...sketch.simprocs.keys()), name: `type ${index}` }));
  const { selfRelations = [] } = sketch;
  return new Team(sketch, hosts, behaviour, {
    bounds: 'ports',
    types: types.map((type) => ({ ...type, selfRelations })),
    ...options,
  });
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

  it('reports the failure with the least key, also if another one came first', () => {
    const team = teamOf(pair, HOSTS, {
      x: (node) => {
        if (node.epoch === 0) node.wakeup(node.name === 'a' ? 5 : 7);
        else throw new Error(`${node.name} has failed`);
      },
    });
    expect(team.kernels[0].advance(10)).toBe('blocked');
    expect(team.trace).toEqual(['b/x@0 []', 'b/x@7 []']);
    expect(team.kernels[0].failure).toBeUndefined();
    team.deliver(team.step(1, 6));
    const advance = (): unknown => team.kernels[0].advance(10);
    expect(advance).toThrow(/a\/x|'a'/);
    expect(team.kernels[0].failure).toMatchObject({ code: 'HANDLER_FAILED', place: { node: 'a', epoch: 5 } });
    expect(advance).toThrow(team.kernels[0].failure);
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
