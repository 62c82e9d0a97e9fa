import { setImmediate as turn } from 'node:timers/promises';
import { DiscoError } from '@disco-engine/kernel';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Session, type SessionOwner } from '../../src/session/session.js';
import { FrameKind, frameOf, MOST_HANDSHAKE_BYTES } from '../../src/session/session-frame.js';
import { FakeConnection } from './fake-connection.js';
import { SYSTEM } from './system.js';

beforeEach(() => void vi.useFakeTimers({ toFake: [...TIMERS, 'performance', 'Date'] }));
afterEach(() => void vi.useRealTimers());

const TIMERS = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate'] as const;
const BOUNDS = { ...SYSTEM, heartbeat: 100, lostAfter: 1000, maxUnackedBytes: 2 ** 20, maxFrameBytes: 1000 };

function setUp(bounds: Partial<typeof BOUNDS> = {}, owner: Partial<SessionOwner> = {}) {
  const connection = new FakeConnection();
  const taken: number[] = [];
  const failures: DiscoError[] = [];
  const session = new Session(
    'worker 1',
    { ...BOUNDS, ...bounds },
    {
      data: (frame) => void taken.push(frame.length),
      disconnected() {},
      failed: (error) => void failures.push(error),
      ...owner,
    },
  );
  session.attach(connection, 0);
  return { session, connection, taken, failures };
}

function word(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number);
  return bytes;
}

const data = (number: number, length = 1): Buffer =>
  frameOf(FrameKind.Data, word(number), word(0), Buffer.alloc(length));
const ack = (number: number): Buffer => frameOf(FrameKind.Ack, word(number));

/** Advances time, in steps shorter than a heartbeat. */
async function pass(milliseconds: number, each: () => void = () => {}): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 50) {
    each();
    await turn();
    vi.advanceTimersByTime(50);
  }
}

describe('an idle connection', () => {
  it('is kept as long as signs of life arrive, and pinged once per heartbeat', async () => {
    const { connection } = setUp();
    await pass(1000, () => connection.events.packet(frameOf(FrameKind.Ping)));
    expect(connection.isOpen).toBe(true);
    expect(connection.sent.map(([kind]) => kind)).toEqual(connection.sent.map(() => FrameKind.Ping));
    expect(connection.sent.length).toBeGreaterThanOrEqual(8);
    expect(connection.sent.length).toBeLessThanOrEqual(10);
  });

  it('is not pinged while it carries messages', async () => {
    const { session, connection } = setUp();
    await pass(1000, () => {
      session.send(Uint8Array.of(1));
      connection.events.packet(frameOf(FrameKind.Ping));
    });
    expect(connection.sent.filter(([kind]) => kind === FrameKind.Ping)).toEqual([]);
  });
});

describe('a session over connections that keep breaking', () => {
  it('continues as long as a message arrives over each', async () => {
    const { session, connection, failures } = setUp();
    let current = connection;
    for (let round = 1; round <= 20; round++) {
      current.events.packet(data(round));
      current.break();
      vi.advanceTimersByTime(150);
      await turn();
      current = new FakeConnection();
      session.attach(current, 0);
    }
    expect(failures).toEqual([]);
    session.end();
  });

  it('continues as long as a message is confirmed over each', async () => {
    const { session, connection, failures } = setUp();
    let current = connection;
    for (let round = 1; round <= 20; round++) {
      session.send(Uint8Array.of(1));
      await turn();
      current.events.packet(ack(round));
      current.break();
      vi.advanceTimersByTime(150);
      await turn();
      current = new FakeConnection();
      session.attach(current, round);
    }
    expect(failures).toEqual([]);
    session.end();
  });

  it('is lost if only repeated messages arrive', async () => {
    const { session, connection, failures } = setUp();
    connection.events.packet(data(1));
    connection.break();
    for (let round = 1; round <= 20 && failures.length === 0; round++) {
      vi.advanceTimersByTime(150);
      await turn();
      const next = new FakeConnection();
      session.attach(next, 0);
      next.events.packet(data(1));
      next.break();
    }
    vi.advanceTimersByTime(150);
    expect(failures).toMatchObject([{ code: 'WORKER_LOST' }]);
  });
});

describe('a packet', () => {
  it('may have a message of the full length', () => {
    const { connection, taken, failures } = setUp();
    connection.events.packet(data(1, 1000));
    connection.events.packet(data(2, 1001));
    expect(taken).toEqual([1000]);
    expect(failures).toMatchObject([{ code: 'PROTOCOL_VIOLATION' }]);
  });

  it('may have no other frame longer than those of a handshake', () => {
    const { connection, failures } = setUp({ maxFrameBytes: 2 ** 20 });
    connection.events.packet(frameOf(FrameKind.Ping, Buffer.alloc(MOST_HANDSHAKE_BYTES)));
    expect(failures).toEqual([]);
    connection.events.packet(frameOf(FrameKind.Ping, Buffer.alloc(MOST_HANDSHAKE_BYTES + 1)));
    expect(failures).toMatchObject([{ code: 'PROTOCOL_VIOLATION' }]);
  });

  it('is read no further once the session is over', () => {
    const taken: number[] = [];
    const { connection, session } = setUp(
      {},
      {
        data(frame) {
          taken.push(frame.length);
          session.end();
          return undefined;
        },
      },
    );
    connection.events.packet(Buffer.concat([data(1, 1), data(2, 2)]));
    expect(taken).toEqual([1]);
  });

  it('is confirmed again if it is repeated, since the confirmation may have been lost', async () => {
    const { connection } = setUp({ heartbeat: 10_000, lostAfter: 10_000 });
    connection.events.packet(data(1));
    vi.advanceTimersByTime(20);
    await turn();
    connection.events.packet(data(1));
    vi.advanceTimersByTime(20);
    await turn();
    expect(connection.take()).toEqual([ack(1), ack(1)]);
  });

  it('needs no confirmation if a new connection has reported what arrived', async () => {
    const { connection, session } = setUp({ heartbeat: 10_000, lostAfter: 10_000 });
    connection.events.packet(data(1));
    const next = new FakeConnection();
    session.attach(next, 0);
    vi.advanceTimersByTime(50);
    await turn();
    expect(next.sent).toEqual([]);
  });

  it('does not hide a bug of the message receiver', () => {
    const fault = new TypeError('a fault');
    const { connection, failures } = setUp(
      {},
      {
        data() {
          throw fault;
        },
      },
    );
    expect(() => connection.events.packet(data(1))).toThrow(fault);
    expect(failures).toEqual([]);
  });
});

describe('the end of a session', () => {
  it('leaves no timer, however it comes about', () => {
    for (const end of [
      ({ session }: ReturnType<typeof setUp>) => session.end(),
      ({ connection, session }: ReturnType<typeof setUp>) => (connection.break(), session.end()),
      ({ connection }: ReturnType<typeof setUp>) =>
        connection.events.violated(new DiscoError('PROTOCOL_VIOLATION', 'no')),
    ]) {
      const given = setUp();
      given.connection.events.packet(data(1));
      expect(vi.getTimerCount()).toBe(2);
      end(given);
      expect(vi.getTimerCount()).toBe(0);
    }
  });

  it('is reported over a connection that can still send', () => {
    const { session, connection } = setUp();
    session.end(new DiscoError('FRAME_INVALID', 'it is wrong'));
    expect(connection.sent.map(([kind]) => kind)).toEqual([FrameKind.Refused]);
    expect(connection.isClosedGently).toBe(true);
  });

  it('is immediate if there is nothing to report', () => {
    const { session, connection } = setUp();
    session.end();
    expect(connection).toMatchObject({ sent: [], isOpen: false, isClosedGently: false });
  });

  it('starts no timer again if the other side comes back for the last farewell', async () => {
    const { session, connection } = setUp();
    connection.events.packet(frameOf(FrameKind.Bye, word(0)));
    connection.break();
    expect(session.isOver).toBe(true);
    const next = new FakeConnection();
    session.attach(next, 0);
    expect(vi.getTimerCount()).toBe(0);
    await turn();
    expect(next.take()).toEqual([frameOf(FrameKind.Bye, word(0))]);
    expect(next.isClosedGently).toBe(true);
  });

  it('comes once, although more is sent than may be unconfirmed', async () => {
    const { session, failures } = setUp({ maxUnackedBytes: 100 });
    session.send(new Uint8Array(100));
    session.send(new Uint8Array(100));
    await turn();
    expect(failures).toMatchObject([{ code: 'WORKER_LOST' }]);
  });
});
