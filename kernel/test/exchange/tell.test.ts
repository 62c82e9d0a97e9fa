import { describe, expect, it } from 'vitest';
import { layer } from '../sketch.js';
import { Team, type TeamOptions } from './team.js';

/** Worker 0 sends from a to b on worker 1, which sends back to a if told to. */
function pair(events: (epoch: number) => number, step: number, delay = 1, options: TeamOptions = {}) {
  const edges = { x: ['a>b', 'b>a'] };
  return new Team(
    { simprocs: [layer('x', delay)], nodes: ['a', 'b'], edges },
    [0, 1],
    {
      x: (node) => {
        if (node.name !== 'a') return;
        node.wakeup(node.epoch + step);
        for (let count = events(node.epoch); count > 0; count--) node.send('b/x', node.epoch + delay);
      },
    },
    options,
  );
}

/** Worker 1 reports that it has nothing to do before an epoch, so that worker 0 may continue. */
function free(team: Team, until: number): void {
  const [{ from, to, message }] = team.step(1, until);
  team.deliver([{ from, to, message: Object.assign(message, { promiseEpoch: until, waiting: false }) }]);
}

describe('a worker that can continue', () => {
  it('does not send a few events that nobody is waiting for', () => {
    const team = pair(() => 1, 1, 1000);
    free(team, 1e6);
    expect(team.step(0, 1e6, 10)).toEqual([]);
  });

  it('stops when it has 1024 events to send, and sends them at once', () => {
    const team = pair(() => 1, 1, 1e6);
    free(team, 1e6);
    team.kernels[0].advance(1e6, 1);
    // Its promise reaches the horizon, so only events remain to be sent.
    expect(team.tell(0, 'blocked')).toHaveLength(1);
    expect(team.step(0, 1e6, 1023)).toHaveLength(0);
    expect(team.kernels[0].advance(1e6, 1e6)).toBe('limit');
    expect(team.kernels[0].activations).toBe(1 + 1024);
    expect(team.tell(0, 'limit').map(({ message }) => message.count)).toEqual([1024]);
    expect(team.kernels[0].advance(1e6, 5)).toBe('limit');
    expect(team.kernels[0].activations).toBe(1 + 1024 + 5);
  });

  it('sends 64 events with a promise that is half a lookahead further, neither fewer nor sooner', () => {
    const letters = (events: number, step: number): number => {
      const team = pair((epoch) => (epoch === 16 ? 1 : events), step, 16);
      free(team, 1e6);
      team.step(0, 1e6, 1);
      // The first message, so that there is one to compare with.
      team.tell(0, 'blocked');
      team.kernels[0].advance(1e6, 1);
      return team.tell(0, 'limit').length;
    };
    expect(letters(64, 8)).toBe(1);
    expect(letters(63, 8)).toBe(0);
    expect(letters(64, 7.5)).toBe(0);
    expect(letters(64, 100)).toBe(1);
  });

  it('sends to a waiting worker as soon as the promise lets it continue', () => {
    const team = pair(() => 0, 1, 1);
    // b has an activation to make at epoch 5, and reports it.
    const [letter] = team.step(1, 1e6);
    Object.assign(letter.message, { promiseEpoch: 1e6, waiting: true, nextEpoch: 5, nextPlace: 1 });
    team.deliver([letter]);
    expect(team.step(0, 1e6, 3, false)).toEqual([]);
    expect(team.tell(0, 'limit', false)).toEqual([]);
    team.kernels[0].advance(1e6, 2);
    const told = team.tell(0, 'limit', false);
    expect(told.map(({ message }) => message.promiseEpoch)).toEqual([6]);
    expect(team.tell(0, 'limit', false)).toEqual([]);
    team.kernels[0].advance(1e6, 1);
    expect(team.tell(0, 'limit', false)).toEqual([]);
  });

  it('reports its progress now and then to a waiting worker that sends to it', () => {
    const team = pair(() => 0, 1, 1);
    const [letter] = team.step(1, 1e6);
    Object.assign(letter.message, { promiseEpoch: 1e6, waiting: true, nextEpoch: 5000, nextPlace: 1 });
    team.deliver([letter]);
    team.kernels[0].advance(1e6, 10);
    expect(team.tell(0, 'limit', false)).toEqual([]);
    expect(team.tell(0, 'limit', true).map(({ message }) => message.boundEpoch)).toEqual([10]);
    expect(team.tell(0, 'limit', true)).toEqual([]);
    team.kernels[0].advance(1e6, 1);
    expect(team.tell(0, 'limit', true)).toHaveLength(1);
  });

  it('sends events now and then to an idle worker, even if that one sends nothing', () => {
    const sketch = { simprocs: [layer('x', 1)], nodes: ['a', 'b'], edges: { x: ['a>b'] } };
    const told = (nextEpoch: number, progress: boolean, from = 0): number => {
      const team = new Team(sketch, [0, 1], {
        x: (node) => {
          if (node.name !== 'a') return;
          node.wakeup(node.epoch + 1);
          if (node.epoch >= from) node.send('b/x', node.epoch + 1);
        },
      });
      const [letter] = team.step(1, 100);
      team.deliver([{ ...letter, message: Object.assign(letter.message, { waiting: true, nextEpoch, nextPlace: 0 }) }]);
      return team.step(0, 100, 5, progress).length;
    };
    expect(told(Infinity, true)).toBe(1);
    expect(told(100, true)).toBe(1);
    expect(told(Infinity, false)).toBe(0);
    // That worker has work of its own, which this promise does not allow yet.
    expect(told(99, true)).toBe(0);
    // There is no event to send.
    expect(told(Infinity, true, 50)).toBe(0);
  });
});

describe('a worker that waits', () => {
  it('says so once, even if nothing else has changed', () => {
    const team = pair(() => 1024, 1, 1e5);
    free(team, 1e6);
    team.kernels[0].advance(1e6, 1);
    expect(team.tell(0, 'limit').map(({ message }) => message.waiting)).toEqual([false]);
    expect(team.tell(0, 'blocked').map(({ message }) => message.waiting)).toEqual([true]);
    expect(team.tell(0, 'blocked')).toEqual([]);
  });
});
