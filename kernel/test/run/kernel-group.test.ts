import { DiscoError, EventBatch, KernelGroup, Run, type ExchangeMessage } from '@disco-engine/kernel';
import { describe, expect, it } from 'vitest';
import { Team } from '../exchange/team.js';
import { thrownBy } from '../problems.js';
import { layer } from '../sketch.js';
import { Trial, type Behaviour } from '../trial.js';
import { Clockwork } from './clockwork.js';

const sketch = { simprocs: [layer('x', 1)], nodes: ['a', 'b', 'c'], edges: { x: ['a>b', 'b>c', 'c>a'] } };
const next: Readonly<Record<string, string>> = { a: 'b/x', b: 'c/x', c: 'a/x' };

/** Until an epoch, each node passes a list on to the next one. */
const passing = (last: number, act: Behaviour['x'] = () => {}): Behaviour => ({
  x: (node, batch) => {
    act(node, batch);
    if (node.epoch < last) node.send(next[node.name], node.epoch + 1, [node.name]);
  },
});

function group(behaviour: Behaviour) {
  const team = new Team(sketch, [0, 1, 2], behaviour);
  return { team, group: new KernelGroup(team.kernels) };
}

/** Two workers with nothing to exchange. */
function apart(behaviour: Behaviour) {
  const team = new Team({ simprocs: [layer('x')], nodes: ['a', 'b'] }, [0, 1], behaviour);
  return { team, group: new KernelGroup(team.kernels) };
}

/** Lets the workers tell their messages to nobody. */
function silence({ kernels }: Team): void {
  for (const kernel of kernels) {
    const { tell } = kernel;
    kernel.tell = (end, _send: (to: number, message: ExchangeMessage) => void) => tell.call(kernel, end, () => {});
  }
}

function alone(behaviour: Behaviour, until: number) {
  const { kernel } = new Trial(sketch, behaviour);
  kernel.advance(until);
  return kernel;
}

describe('a group of kernels', () => {
  it('behaves like one kernel, at each horizon', () => {
    const { group: kernels } = group(passing(20));
    expect(kernels.advance(7)).toBe('horizon');
    const half = alone(passing(20), 7);
    for (const field of ['epoch', 'activations', 'eventsDelivered', 'eventsSent', 'digest', 'isFinished'] as const)
      expect([field, kernels[field]]).toEqual([field, half[field]]);
    expect(kernels.advance(100)).toBe('finished');
    const whole = alone(passing(20), 100);
    for (const field of ['epoch', 'activations', 'eventsDelivered', 'eventsSent', 'digest', 'isFinished'] as const)
      expect([field, kernels[field]]).toEqual([field, whole[field]]);
    expect(kernels.isFinished).toBe(true);
  });

  it('has reached the epoch of its furthest member', () => {
    const { group: kernels, team } = group({ x: (node) => node.name === 'b' && node.epoch < 5 && node.wakeup(5) });
    kernels.advance(9);
    expect(team.kernels.map(({ epoch }) => epoch)).toEqual([0, 5, 0]);
    expect(kernels.epoch).toBe(5);
  });

  it('performs as many activations as the limit allows', () => {
    const { group: kernels } = group(passing(20));
    expect(kernels.advance(100, 1)).toBe('limit');
    expect(kernels.activations).toBe(1);
    expect(kernels.advance(100, 4)).toBe('limit');
    expect(kernels.activations).toBe(5);
    expect(kernels.isFinished).toBe(false);
    for (let count = 0; kernels.advance(100, 10) === 'limit'; count++) expect(count).toBeLessThan(10);
    expect(kernels.digest).toBe(alone(passing(20), 100).digest);
  });

  it('reports that it is finished if the limit matches what was left', () => {
    const { group: kernels } = group({});
    expect(kernels.advance(100, 3)).toBe('finished');
  });

  it('is not finished while an event is in flight', () => {
    const { group: kernels, team } = group({
      x: (node) => node.name === 'a' && node.epoch === 0 && node.send('b/x', 1),
    });
    for (const kernel of team.kernels) kernel.advance(1);
    expect(team.kernels.map(({ isIdle }) => isIdle)).toEqual([true, true, true]);
    expect(kernels.isFinished).toBe(false);
    expect(kernels.advance(2)).toBe('finished');
    expect(team.trace.at(-1)).toBe('b/x@1 [a/x#0=null]');
  });

  it('gives each worker its own payloads', () => {
    const seen: unknown[] = [];
    const list = ['from a'];
    const { group: kernels } = group({
      x: (node, batch: EventBatch) => {
        if (node.name === 'a' && node.epoch === 0) node.send('b/x', 1, list);
        if (node.name === 'b' && batch.size > 0) seen.push(batch.payload(0));
      },
    });
    kernels.advance(5);
    expect(seen).toEqual([['from a']]);
    expect(seen[0]).not.toBe(list);
  });

  it('fails with the failure of its member, and again at every later call', () => {
    const failing = passing(20, (node) => {
      if (node.name === 'c' && node.epoch === 3) throw new Error('no');
    });
    const { group: kernels } = group(failing);
    const run = new Run(kernels, new Clockwork());
    const error = thrownBy(() => run.until(10));
    expect(error).toMatchObject({ code: 'HANDLER_FAILED', place: { node: 'c', epoch: 3 } });
    expect(kernels.failure).toBe(error);
    expect(run.state).toBe('failed');
    const { activations } = kernels;
    expect(thrownBy(() => kernels.advance(10))).toBe(error);
    expect(kernels.activations).toBe(activations);
  });

  it('does not fail permanently if a call is refused', () => {
    const { group: kernels } = group(passing(20));
    thrownBy(() => kernels.advance(NaN));
    expect(kernels.failure).toBeUndefined();
    expect(kernels.advance(3)).toBe('horizon');
  });

  it('stalls if a message is lost, and reports who waits for whom', () => {
    const { group: kernels, team } = group(passing(20));
    silence(team);
    const error: DiscoError = thrownBy(() => kernels.advance(10));
    expect(error.code).toBe('RUN_STALLED');
    expect(error.message.split('\n')).toEqual([
      'no worker can continue, but the horizon 10 has not been reached; a message must have been lost',
      '  worker 0, which has nothing to do, waits for worker 2, which promised nothing before epoch 1 by way of c/x → a/x',
      '  worker 1, which has nothing to do, waits for worker 0, which promised nothing before epoch 1 by way of a/x → b/x',
      '  worker 2, which has nothing to do, waits for worker 1, which promised nothing before epoch 1 by way of b/x → c/x',
    ]);
    expect(kernels.failure).toBe(error);
    expect(thrownBy(() => kernels.advance(10))).toBe(error);
  });

  it('names those alone that wait, where it stalls', () => {
    const team = new Team({ simprocs: [layer('x', 1)], nodes: ['a', 'b'], edges: { x: ['a>b'] } }, [0, 1], {});
    silence(team);
    expect(thrownBy(() => new KernelGroup(team.kernels).advance(10)).message.split('\n')).toEqual([
      'no worker can continue, but the horizon 10 has not been reached; a message must have been lost',
      '  worker 1, which has nothing to do, waits for worker 0, which promised nothing before epoch 1 by way of a/x → b/x',
    ]);
  });

  it('may consist of one kernel', () => {
    const team = new Team(sketch, [0, 0, 0], passing(20));
    const kernels = new KernelGroup(team.kernels);
    expect(kernels.advance(7)).toBe('horizon');
    expect(kernels.activations).toBe(alone(passing(20), 7).activations);
  });

  it('continues until the busiest member has finished, even if the others have nothing to do', () => {
    const { group: kernels } = apart({
      x: (node) => node.name === 'b' && node.epoch < 9_999 && node.wakeup(node.epoch + 1),
    });
    expect(kernels.advance(20_000)).toBe('finished');
    expect([kernels.activations, kernels.epoch]).toEqual([1 + 10_000, 9_999]);
  });

  it('gives the next member a turn after some thousands of activations, and observes its limit over all turns', () => {
    const { group: kernels, team } = apart({ x: (node) => node.wakeup(node.epoch + 1) });
    expect(kernels.advance(Infinity, 10_000)).toBe('limit');
    expect(kernels.activations).toBe(10_000);
    const first = team.trace.findIndex((entry) => entry.startsWith('b'));
    expect(first).toBeGreaterThan(1000);
    expect(first).toBeLessThanOrEqual(4096);
    expect(team.kernels.map(({ activations }) => activations)).toEqual([10_000 - first, first]);
  });

  it.each(['a', 'b', 'c'])(
    'goes on while its members have only promises to tell each other, until %s wakes',
    (name) => {
      const behaviour: Behaviour = { x: (node) => node.name === name && node.epoch === 0 && node.wakeup(50) };
      // What one tells the next is of use a round later, as the members are stepped the other way round.
      const kernels = new KernelGroup(new Team(sketch, [2, 1, 0], behaviour).kernels);
      expect(kernels.advance(100)).toBe('finished');
      const whole = alone(behaviour, 100);
      expect([kernels.activations, kernels.epoch, kernels.digest]).toEqual([4, 50, whole.digest]);
    },
  );

  it('continues if two members wait for each other in turn', () => {
    const pair = { simprocs: [layer('x', 1)], nodes: ['a', 'b'], edges: { x: ['a>b', 'b>a'] } };
    const behaviour: Behaviour = {
      x: (node) => node.epoch < 20 && node.send(node.name === 'a' ? 'b/x' : 'a/x', node.epoch + 1),
    };
    const team = new Team(pair, [0, 1], behaviour);
    const kernels = new KernelGroup(team.kernels);
    const { kernel } = new Trial(pair, behaviour);
    kernel.advance(100);
    expect(kernels.advance(100)).toBe('finished');
    expect([kernels.activations, kernels.digest]).toEqual([kernel.activations, kernel.digest]);
  });

  it('continues as long as its members have work to do, even with nothing to exchange', () => {
    const { group: kernels } = apart({ x: (node) => node.wakeup(node.epoch + 1) });
    expect(kernels.advance(10_000)).toBe('horizon');
    expect(kernels.activations).toBe(20_000);
  });
});
