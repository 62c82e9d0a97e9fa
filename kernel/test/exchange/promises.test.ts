import type { ExchangeMessage } from '@disco-engine/kernel';
import { describe, expect, it } from 'vitest';
import { completeLayer, layer, type Sketch } from '../sketch.js';
import type { Behaviour } from '../trial.js';
import { Team, type TeamOptions } from './team.js';

/** a, b and e are on worker 0, c and d on worker 1. */
const NODES = ['a', 'b', 'c', 'd', 'e'];
const HOSTS = [0, 0, 1, 1, 0];

/** What worker 0 sends worker 1 after all activations at epoch 0, when each node has one more wakeup, as given. */
function told(
  sketch: Omit<Sketch, 'nodes'>,
  next: Readonly<Record<string, number>>,
  behaviour: Behaviour = {},
  options: TeamOptions = {},
): ExchangeMessage & { readonly team: Team } {
  const [first] = sketch.simprocs;
  const waking: Behaviour = {
    ...behaviour,
    [first.name]: (node, batch) => {
      if (node.epoch === 0 && node.name in next) node.wakeup(next[node.name]);
      behaviour[first.name]?.(node, batch);
    },
  };
  const team = new Team({ ...sketch, nodes: NODES }, HOSTS, waking, options);
  const [letter] = team.step(0, Infinity, 3 * sketch.simprocs.length);
  const [waits] = letter === undefined ? team.tell(0, 'blocked') : [letter];
  return Object.assign(waits.message, { team });
}

describe('the promise of a worker, on layers without delay,', () => {
  const sketch = { simprocs: [layer('x')], edges: { x: ['a>c', 'b>d'] } };

  it('is the first receiver of its next activation', () => {
    const { promiseEpoch, promisePlace, boundEpoch, boundPlace, team } = told(sketch, { a: 3, b: 4 });
    expect([promiseEpoch, promisePlace]).toEqual([3, team.place('c/x')]);
    expect([boundEpoch, boundPlace]).toEqual([3, team.place('a/x')]);
  });

  it('ignores receivers of earlier senders', () => {
    // Until the entries of an epoch are sorted, its first place stands for all.
    const { team } = told(sketch, { a: 3, b: 3 });
    team.kernels[0].advance(Infinity, 1);
    const [{ message }] = team.tell(0, 'blocked');
    expect([message.promiseEpoch, message.promisePlace]).toEqual([3, team.place('d/x')]);
  });

  it('is the least receiver of all ports that may still send', () => {
    const crossed = { simprocs: [layer('x')], edges: { x: ['a>d', 'b>c'] } };
    const { promiseEpoch, promisePlace, team } = told(crossed, { a: 3, b: 3 });
    expect([promiseEpoch, promisePlace]).toEqual([3, team.place('c/x')]);
    team.kernels[0].advance(Infinity, 1);
    const later = team.tell(0, 'blocked');
    expect(later.filter(({ message }) => message.promisePlace !== team.place('c/x'))).toEqual([]);
  });

  it('is after all places of an epoch in which only nodes without a link act', () => {
    const { team } = told(sketch, { a: 3, b: 3, e: 3 });
    team.kernels[0].advance(Infinity, 2);
    const [{ message }] = team.tell(0, 'blocked');
    expect([message.promiseEpoch, message.promisePlace]).toEqual([3, team.topology.placeCount]);
  });

  it('is unlimited if nothing is left to do', () => {
    const { promiseEpoch, nextEpoch, boundEpoch } = told(sketch, {});
    expect([promiseEpoch, nextEpoch, boundEpoch]).toEqual([Infinity, Infinity, Infinity]);
  });
});

describe('the promise of a worker, on layers with delay,', () => {
  const simprocs = [layer('x', 2), layer('y', 0.5), layer('z')];

  it('is its next activation plus the least delay that leads across', () => {
    const { promiseEpoch, promisePlace } = told({ simprocs, edges: { x: ['a>c'], y: ['b>d'] } }, { a: 3 });
    expect([promiseEpoch, promisePlace]).toEqual([3.5, 0]);
    expect(told({ simprocs, edges: { x: ['a>c'], y: ['a>b'] } }, { a: 3 }).promiseEpoch).toBe(5);
  });

  it('is that of the zero-delay layer if there is one', () => {
    const { promiseEpoch, promisePlace, team } = told({ simprocs, edges: { y: ['a>c'], z: ['a>d'] } }, { e: 3 });
    expect([promiseEpoch, promisePlace]).toEqual([3, team.place('d/z')]);
  });

  it('is after all places of an epoch in which the delay vanishes', () => {
    const { promiseEpoch, promisePlace, team } = told({ simprocs, edges: { y: ['a>c'] } }, { a: 2 ** 53 });
    expect([promiseEpoch, promisePlace]).toEqual([2 ** 53, team.topology.placeCount]);
  });

  it('is that of a complete layer on which a port may send across', () => {
    // Nothing can arrive before epoch 2, so nothing that follows from it can leave before then.
    const complete = [completeLayer('x', 2), layer('y')];
    expect(told({ simprocs: complete }, { a: 1 }).promiseEpoch).toBe(3);
    expect(told({ simprocs: complete }, { a: 3 }).promiseEpoch).toBe(4);
  });
});

describe('the promise of a worker that made advance promises', () => {
  const simprocs = [layer('x'), layer('y', 2)];

  it('is the advance promise if that reaches further', () => {
    const behaviour: Behaviour = { x: (node) => node.name === 'a' && node.epoch === 0 && node.promise('c/x', 7.5) };
    const { promiseEpoch, promisePlace } = told({ simprocs, edges: { x: ['a>c'] } }, { a: 3 }, behaviour);
    expect([promiseEpoch, promisePlace]).toEqual([7.5, 0]);
  });

  it('is the least of all links', () => {
    const behaviour: Behaviour = { x: (node) => node.name === 'a' && node.epoch === 0 && node.promise('c/x', 7.5) };
    const first = told({ simprocs, edges: { x: ['a>c', 'b>d'] } }, { a: 3 }, behaviour);
    expect([first.promiseEpoch, first.promisePlace]).toEqual([3, first.team.place('d/x')]);
    const second = told({ simprocs, edges: { x: ['a>c'], y: ['b>d'] } }, { a: 3 }, behaviour);
    expect([second.promiseEpoch, second.promisePlace]).toEqual([5, 0]);
    const nobody = told({ simprocs, edges: { x: ['a>c'] } }, {}, behaviour);
    expect([nobody.promiseEpoch, nobody.promisePlace]).toEqual([Infinity, 0]);
  });

  it('is after the ports that have sent, and not before the next activation plus the delay', () => {
    const behaviour: Behaviour = {
      x: (node) => node.name === 'a' && node.promise('c/x', node.epoch),
      y: (node) => node.name === 'b' && node.epoch === 0 && node.promise('d/y', 1),
    };
    const { promiseEpoch, promisePlace, team } = told(
      { simprocs, edges: { x: ['a>c'], y: ['b>d'] } },
      { a: 3, e: 3 },
      behaviour,
    );
    expect([promiseEpoch, promisePlace]).toEqual([3, team.place('c/x')]);
    // a has acted at 3 and has sent its last event; b may still send with its delay.
    team.kernels[0].advance(Infinity, 1);
    const [{ message }] = team.tell(0, 'blocked');
    expect([message.promiseEpoch, message.promisePlace]).toEqual([3, team.topology.placeCount]);
  });

  it('is, on a complete layer, that of the port that promised least', () => {
    const complete = { simprocs: [completeLayer('x', 2)] };
    const promised = { a: 9, b: 7, e: 8 } as Readonly<Record<string, number>>;
    const { promiseEpoch } = told(complete, { a: 3 }, {}, { promises: { x: (node) => promised[node.name] ?? 9 } });
    expect(promiseEpoch).toBe(7);
  });
});
