import {
  buildTopology,
  EVENT_WORDS,
  ExchangeMessage,
  Kernel,
  type ActivationContext,
  type KernelOptions,
} from '@disco-engine/kernel';
import { describe, expect, it } from 'vitest';
import { thrownBy } from '../problems.js';
import { layer, topologySpec } from '../sketch.js';

const topology = buildTopology(
  topologySpec({ simprocs: [layer('x', 1)], nodes: ['a', 'b'], edges: { x: ['a>b', 'b>a'] } }),
);
const [a, b] = ['a', 'b'].map((name) => topology.port(topology.nodeIndex(name), 0));

/** Each node sends the other one event per unit of time. */
function kernels(options: KernelOptions = {}): Kernel[] {
  return [a, b].map((port, worker) => {
    const link = topology.link(port, port === a ? b : a);
    const send = (_: unknown, context: ActivationContext): void => context.send(link, context.epoch + 1, context.epoch);
    const node = { node: topology.nodeName(worker), program: { handlers: [send] }, state: {} };
    return new Kernel(topology, [node], { ...options, partition: { worker, workers: 2, hosts: Int32Array.of(0, 1) } });
  });
}

/** The message from worker 0 to worker 1 after its next step. */
function messageOf(kernel: Kernel, until = 50): ExchangeMessage {
  let copy: ExchangeMessage | undefined;
  const end = kernel.advance(until);
  kernel.tell(end, (_, message) => {
    const { words, sent, received, payloads, count } = message;
    copy = Object.assign(new ExchangeMessage(2), message, {
      words: words.slice(0, count * EVENT_WORDS),
      sent: sent.slice(),
      received: received.slice(),
      payloads: payloads?.slice(),
    });
  });
  if (copy === undefined) throw new Error('nothing was sent');
  return copy;
}

describe('a worker', () => {
  it('advances to its gate, and sends its promise with the events that it covers', () => {
    const [left] = kernels();
    expect(left.advance(50)).toBe('blocked');
    const message = messageOf(left);
    expect(message).toMatchObject({
      sequence: 1,
      total: 1,
      count: 1,
      promiseEpoch: 2,
      waiting: true,
      nextEpoch: Infinity,
    });
    expect(left.waitsFor()).toMatch(
      /^worker 0, which has nothing to do, waits for worker 1, .* before epoch 1 by way of b\/x → a\/x$/,
    );
  });

  it('sends nothing twice', () => {
    const [left] = kernels();
    messageOf(left);
    expect(() => messageOf(left)).toThrow('nothing was sent');
  });

  it('accepts a message once, and keeps one that arrives early', () => {
    const [left, right] = kernels();
    const first = messageOf(left);
    left.receive(1, messageOf(right));
    const second = messageOf(left);
    right.receive(0, second);
    expect(right.exchangeReport?.peers[0].eventsReceived).toBe(0);
    right.receive(0, first);
    right.receive(0, first);
    right.receive(0, second);
    expect(right.exchangeReport?.peers[0]).toMatchObject({ eventsReceived: 2, messagesReceived: 2 });
  });

  it('names a missing message, with the numbers of events received and sent', () => {
    const [left, right] = kernels();
    messageOf(left);
    left.receive(1, messageOf(right));
    right.receive(0, messageOf(left));
    expect(right.waitsFor()).toMatch(
      /waits for message 1 from worker 0: 0 events have arrived from it, and 1 were sent before message 2/,
    );
  });

  it.each([
    ['an unknown receiving port', (message: ExchangeMessage) => (message.words[2] = 99)],
    ['a receiving port of another worker', (message: ExchangeMessage) => (message.words[2] = a)],
    ['an unknown sending port', (message: ExchangeMessage) => (message.words[3] = -1)],
    ['a sending port of another worker', (message: ExchangeMessage) => (message.words[3] = b)],
    ['an epoch that was promised away', (message: ExchangeMessage) => message.words.fill(0, 0, 2)],
    ['an invalid epoch', (message: ExchangeMessage) => message.words.fill(0x7fffffff, 0, 2)],
    ['a count that does not follow', (message: ExchangeMessage) => (message.total = 5)],
  ])('refuses a message with %s', (_, spoil) => {
    const [left, right] = kernels();
    const message = messageOf(left);
    spoil(message);
    expect(thrownBy(() => right.receive(0, message)).code).toBe('MESSAGE_INVALID');
  });

  it('checks what it sends to another worker, even if it trusts the model', () => {
    const send = (_: unknown, context: ActivationContext): void =>
      context.send(topology.link(a, b), context.epoch + 1, { lost: undefined });
    const partition = { worker: 0, workers: 2, hosts: Int32Array.of(0, 1) };
    const kernel = new Kernel(topology, [{ node: 'a', program: { handlers: [send] }, state: {} }], { partition });
    expect(thrownBy(() => kernel.advance(1)).cause).toMatchObject({ code: 'PAYLOAD_INVALID' });
  });
});
