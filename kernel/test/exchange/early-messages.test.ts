import { describe, expect, it } from 'vitest';
import { thrownBy } from '../problems.js';
import { layer } from '../sketch.js';
import { copyOf, Team } from './team.js';

/** At each whole epoch, a on worker 0 sends its epoch to b on worker 1, which sends nothing. */
function stream(payloads: (epoch: number) => unknown = (epoch) => epoch): Team {
  const sketch = { simprocs: [layer('x')], nodes: ['a', 'b'], edges: { x: ['a>b'] } };
  return new Team(sketch, [0, 1], {
    x: (node) => {
      if (node.name !== 'a') return;
      node.wakeup(node.epoch + 1);
      node.send('b/x', node.epoch, payloads(node.epoch));
    },
  });
}

describe('messages that arrive out of order', () => {
  it('are kept as they were, even if the objects are reused meanwhile', () => {
    const team = stream();
    const letters = [1, 2, 3, 4].flatMap((until) => team.step(0, until));
    expect(letters.map(({ message }) => message.sequence)).toEqual([1, 2, 3, 4]);
    const [first, second, third, fourth] = letters;
    third.message.highCounters = Int32Array.of(1);
    for (const { message } of [fourth, third, second]) {
      team.kernels[1].receive(0, message);
      message.words.fill(0);
      message.payloads?.fill('spoilt');
      message.highCounters?.fill(7);
      message.sent.fill(99);
      message.received.fill(99);
    }
    expect(team.kernels[1].exchangeReport?.peers[0].messagesReceived).toBe(0);
    team.deliver([first]);
    expect(team.kernels[1].advance(4)).toBe('horizon');
    expect(team.trace.filter((line) => line.startsWith('b'))).toEqual([
      'b/x@0 [a/x#0=0]',
      'b/x@1 [a/x#1=1]',
      `b/x@2 [a/x#${2 ** 32 + 2}=2]`,
      'b/x@3 [a/x#3=3]',
    ]);
    expect(team.kernels[1].exchangeReport?.peers[0]).toMatchObject({ eventsReceived: 4, messagesReceived: 4 });
  });

  it('are accepted once, even if they arrive again', () => {
    const team = stream();
    const [first, second, third] = [1, 2, 3].flatMap((until) => team.step(0, until));
    team.deliver([third, third, second, third, second, first, third, first]);
    expect(team.kernels[1].exchangeReport?.peers[0]).toMatchObject({ eventsReceived: 3, messagesReceived: 3 });
  });

  it('are distinguished from lost ones by number: the missing one is named with the first that arrived', () => {
    const team = stream();
    const letters = [1, 2, 3, 4, 5].flatMap((until) => team.step(0, until));
    team.deliver([letters[0], letters[4], letters[3]]);
    team.kernels[1].advance(5);
    expect(team.kernels[1].waitsFor()).toMatch(
      /; worker 1 waits for message 2 from worker 0: 1 events have arrived from it, and 3 were sent before message 4; the transport between the two loses messages$/,
    );
  });

  it('are refused beyond 65,536, more than a reliable transport ever needs', () => {
    const team = stream();
    const [{ message }] = team.step(0, 1);
    const early = copyOf(message);
    for (early.sequence = 2; early.sequence < 65_536 + 2; early.sequence++) team.kernels[1].receive(0, early);
    const error = thrownBy(() => team.kernels[1].receive(0, early));
    expect(error.code).toBe('MESSAGE_LOST');
    expect(error.message).toMatch(/^worker 1 waits for message 1 from worker 0/);
    // The stored copies are unaffected.
    early.sequence = 77;
    team.kernels[1].receive(0, early);
  });
});

describe('the send counter of an event', () => {
  it('survives a message in full: 32 bits, and the higher bits next to them', () => {
    const team = stream(() => null);
    const [{ message }] = team.step(0, 1);
    expect(message.payloads).toBeUndefined();
    message.words[4] = -1;
    message.highCounters = Int32Array.of(3);
    team.kernels[1].receive(0, message);
    team.kernels[1].advance(1);
    expect(team.trace.at(-1)).toBe(`b/x@0 [a/x#${4 * 2 ** 32 - 1}=null]`);
  });
});

describe('a message is refused', () => {
  const sketch = { simprocs: [layer('v'), layer('w', 1)], nodes: ['a', 'b'], edges: { w: ['a>b'] }, sends: [] };
  const pair = (): Team =>
    new Team(sketch, [0, 1], { w: (node) => node.name === 'a' && node.send('b/w', node.epoch + 1) });

  it('with an event that is too early only by its place', () => {
    const edges = { x: [], y: ['a>b'] };
    const team = new Team({ simprocs: [layer('x'), layer('y')], nodes: ['a', 'b'], edges }, [0, 1], {
      y: (node) => {
        if (node.name === 'a') node.send('b/y', node.epoch);
        if (node.name === 'a') node.wakeup(node.epoch + 5);
      },
    });
    team.kernels[0].advance(9, 2);
    team.deliver(team.tell(0, 'blocked'));
    const [{ message }] = team.step(0, 9);
    // Nothing reaches worker 1 before b/y at epoch 5, so nothing reaches b/x at epoch 5.
    const early = copyOf(message);
    const port = (name: string): number => team.topology.tables.portAt[team.place(name)];
    early.words[2] = port('b/x');
    const error = thrownBy(() => team.kernels[1].receive(0, early));
    expect(error).toMatchObject({ code: 'MESSAGE_INVALID' });
    expect(error.message).toBe(
      `a message from worker 0 to worker 1 holds an event from port ${port('a/y')} to port ${port('b/x')} for epoch 5 (message 2)`,
    );
    team.kernels[1].receive(0, message);
    expect(team.kernels[1].exchangeReport?.peers[0].eventsReceived).toBe(2);
  });

  it('with an event for an infinite epoch', () => {
    const team = pair();
    const [{ message }] = team.step(0, 1);
    message.words.set([0, 0x7ff00000]);
    expect(thrownBy(() => team.kernels[1].receive(0, message)).message).toMatch(/for epoch Infinity/);
  });

  it('that does not follow its predecessor', () => {
    const team = pair();
    const [{ message }] = team.step(0, 1);
    message.total = 4;
    expect(thrownBy(() => team.kernels[1].receive(0, message)).message).toBe(
      'a message from worker 0 to worker 1 claims that 3 events preceded it, but 0 have arrived',
    );
    expect(thrownBy(() => team.kernels[1].receive(1, message)).message).toBe(
      'a message from worker 1 to worker 1 does not come from another worker of the run',
    );
  });
});
