import { DiscoError, ExchangeMessage } from '@disco-engine/kernel';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PeerLink } from '../../src/session/peer-link.js';
import { FrameKind, frameOf } from '../../src/session/session-frame.js';
import { MessageCodec } from '../../src/wire/message-codec.js';
import { FakeConnection } from './fake-connection.js';
import { SYSTEM } from './system.js';

const BOUNDS = { ...SYSTEM, heartbeat: 60_000, lostAfter: 60_000, maxUnackedBytes: 2 ** 20, maxFrameBytes: 2 ** 16 };
const codec = new MessageCodec(2);

function setUp(bounds: Partial<typeof BOUNDS> = {}) {
  const connection = new FakeConnection();
  const seen: string[] = [];
  const failures: (readonly [worker: number, code: string])[] = [];
  const disconnections: number[] = [];
  const state = { take: (): void => {} };
  const link = new PeerLink(
    1,
    'worker 1',
    2,
    { ...BOUNDS, ...bounds },
    {
      codec,
      receiver: {
        message: (from, { sequence }) => {
          state.take();
          seen.push(`${from}: ${sequence}`);
        },
        failed() {},
      },
      disconnected: (worker) => void disconnections.push(worker),
      failed: (worker, { code }) => void failures.push([worker, code]),
    },
  );
  link.session.attach(connection, 0);
  onTestFinished(() => link.session.end());
  return Object.assign(state, { link, connection, seen, failures, disconnections });
}

function messageOf(sequence: number): Uint8Array {
  const message = new ExchangeMessage(2);
  message.sequence = sequence;
  return codec.encode(message);
}

/** A packet with one message after another, the first of which has this number in its session. */
function packetOf(number: number, ...messages: readonly Uint8Array[]): Buffer {
  const word = (value: number): Buffer => Buffer.from(Uint32Array.of(value).buffer);
  return Buffer.concat(
    messages.map((message, index) => frameOf(FrameKind.Data, word(number + index), word(0), message)),
  );
}

describe('what a worker sends before its peer is ready', () => {
  it('waits, and arrives before what is sent later', () => {
    const { link, connection, seen, failures } = setUp();
    connection.events.packet(packetOf(1, messageOf(1), messageOf(2)));
    expect(seen).toEqual([]);
    link.start();
    expect(seen).toEqual(['1: 1', '1: 2']);
    connection.events.packet(packetOf(3, messageOf(3)));
    link.start();
    expect(seen).toEqual(['1: 1', '1: 2', '1: 3']);
    expect(failures).toEqual([]);
  });

  it('may take up all the bytes that may be unconfirmed, and not one more', () => {
    const [one, other] = [messageOf(1), messageOf(2)];
    const bytes = one.length + other.length + 2 * 64;
    const enough = setUp({ maxUnackedBytes: bytes });
    enough.connection.events.packet(packetOf(1, one, other));
    expect(enough.failures).toEqual([]);
    enough.link.start();
    expect(enough.seen).toEqual(['1: 1', '1: 2']);

    const short = setUp({ maxUnackedBytes: bytes - 1 });
    short.connection.events.packet(packetOf(1, one, other));
    expect(short.failures).toEqual([[1, 'PROTOCOL_VIOLATION']]);
    expect(short.link.session.endReason?.message).toBe(
      `worker 1 has sent ${bytes} bytes before all workers were connected`,
    );
  });

  it('ends the session if it is invalid, once what came before is delivered', () => {
    const { link, connection, seen, failures } = setUp();
    connection.events.packet(packetOf(1, messageOf(1), Uint8Array.of(255), messageOf(3)));
    expect([link.session.isOver, failures]).toEqual([false, []]);
    link.start();
    expect(seen).toEqual(['1: 1']);
    expect(failures).toEqual([[1, 'FRAME_INVALID']]);
    expect(link.session.endReason).toMatchObject({ code: 'FRAME_INVALID' });
    expect(connection.sent.at(-1)?.[0]).toBe(FrameKind.Refused);
  });

  it('is dropped if the receiver leaves at one of the messages', () => {
    const state = setUp();
    state.connection.events.packet(packetOf(1, messageOf(1), messageOf(2), Uint8Array.of(255)));
    state.take = () => state.link.mute();
    state.link.start();
    expect([state.seen, state.failures]).toEqual([['1: 1'], []]);
  });

  it('is not a failure for a receiver that leaves and cannot accept it', () => {
    const state = setUp();
    state.connection.events.packet(packetOf(1, messageOf(1)));
    state.take = () => {
      state.link.mute();
      throw new Error('no');
    };
    state.link.start();
    expect(state.failures).toEqual([]);
    expect(state.link.session.endReason).toMatchObject({ code: 'WORKER_LOST' });
  });
});

describe('a link', () => {
  it('delivers nothing and reports nothing once it is muted', () => {
    const { link, connection, seen, failures } = setUp();
    connection.events.packet(packetOf(1, messageOf(1)));
    link.mute();
    link.start();
    connection.events.packet(packetOf(2, messageOf(2), Uint8Array.of(255)));
    connection.events.violated(new DiscoError('PROTOCOL_VIOLATION', 'no'));
    expect([seen, failures]).toEqual([[], []]);
    expect(link.session.received).toBe(3);
    expect(link.session.isOver).toBe(true);
  });

  it('reports that its session has failed, and that its connection is gone', () => {
    const { connection, failures, disconnections } = setUp();
    const { events } = connection;
    connection.break();
    expect([failures, disconnections]).toEqual([[], [1]]);
    events.violated(new DiscoError('PROTOCOL_VIOLATION', 'no'));
    expect(failures).toEqual([[1, 'PROTOCOL_VIOLATION']]);
  });
});
