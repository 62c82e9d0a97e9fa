import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DiscoError } from '@disco-engine/kernel';
import { Session } from '../../src/session/session.js';
import { DATA_OVERHEAD_BYTES, distance, FrameKind, frameOf } from '../../src/session/session-frame.js';
import { FakeConnection } from './fake-connection.js';
import { SYSTEM } from './system.js';

const BOUNDS = { ...SYSTEM, heartbeat: 60_000, lostAfter: 60_000, maxUnackedBytes: 2 ** 20, maxFrameBytes: 1000 };

describe('a session', () => {
  it('puts everything sent in one turn into one packet, with 13 bytes of overhead per message', async () => {
    const { session, connection } = setUp();
    for (const byte of [1, 2, 3]) session.send(Uint8Array.of(byte));
    expect(connection.sent).toEqual([]);
    await turn();
    expect(connection.sent.map(({ length }) => length)).toEqual([3 * (1 + DATA_OVERHEAD_BYTES)]);
    expect(DATA_OVERHEAD_BYTES).toBeLessThanOrEqual(16);
  });

  it('resends over a new connection what the other side lacks, and nothing else', async () => {
    const { session, connection } = setUp();
    for (const byte of [1, 2, 3, 4]) session.send(Uint8Array.of(byte));
    await turn();
    connection.break();
    const next = new FakeConnection();
    expect(session.canResume(2)).toBe(true);
    session.attach(next, 2);
    await turn();
    expect(next.sent).toEqual([Buffer.concat([data(3, 0, 3), data(4, 0, 4)])]);
    expect(session.canResume(1)).toBe(false);
    expect(session.canResume(5)).toBe(false);
  });

  it('accepts a message once, however often it arrives', async () => {
    const { connection, taken } = setUp();
    connection.events.packet(data(1, 0, 5));
    connection.events.packet(Buffer.concat([data(1, 0, 5), data(2, 0, 6)]));
    expect(taken).toEqual([5, 6]);
  });

  it('keeps counting past 32 bits', () => {
    for (const number of [0, 5, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 3 * 2 ** 32 - 2, 2 ** 45 + 7])
      for (const step of [-(2 ** 31), -3, -1, 0, 1, 2, 2 ** 31 - 1])
        expect(distance((number + step + 2 ** 32) % 2 ** 32, number)).toBe(step);
  });

  it('confirms messages with the next one that it sends, or separately a little later', async () => {
    const { session, connection } = setUp();
    connection.events.packet(data(1, 0, 5));
    session.send(Uint8Array.of(9));
    await turn();
    expect(connection.take()).toEqual([data(1, 1, 9)]);
    connection.events.packet(data(2, 1, 5));
    await pause(60);
    expect(connection.take()).toEqual([ack(2)]);
    expect(session.unackedBytes).toBe(0);
  });

  it('confirms at once if much has arrived', async () => {
    const { connection } = setUp();
    for (let number = 1; number <= 256; number++) connection.events.packet(data(number, 0, 5));
    await turn();
    expect(connection.take()).toEqual([ack(256)]);
  });

  it('holds messages back while the connection is congested', async () => {
    const { session, connection } = setUp();
    connection.congested = true;
    session.send(Uint8Array.of(1));
    await turn();
    expect(connection.sent).toEqual([]);
    connection.congested = false;
    connection.events.drained();
    expect(connection.sent).toEqual([data(1, 0, 1)]);
  });

  it.each([
    ['a gap', data(2, 0, 1)],
    ['a confirmation of a message that was not sent', ack(1)],
    ['an unknown kind', Buffer.of(99, 0, 0, 0, 0)],
    ['a handshake frame', frameOf(FrameKind.Hello, Buffer.alloc(60))],
    ['half a header', Buffer.of(FrameKind.Ping, 0)],
    ['a length that exceeds the packet', frameOf(FrameKind.Data, Buffer.alloc(9)).subarray(0, 12)],
    ['a frame that is too short', frameOf(FrameKind.Data, Buffer.alloc(7))],
    ['a frame that is too long', frameOf(FrameKind.Data, Buffer.alloc(1009))],
    ['a message after the farewell', Buffer.concat([frameOf(FrameKind.Bye, word(0)), data(1, 0, 1)])],
  ])('ends at %s', async (_, packet) => {
    const { connection, taken, failures } = setUp();
    // A farewell is answered at once, and anything after it is not read.
    const isAfterFarewell = packet[0] === FrameKind.Bye;
    connection.events.packet(packet);
    expect(taken).toEqual([]);
    expect(connection.isOpen).toBe(false);
    expect(failures).toMatchObject(isAfterFarewell ? [] : [{ code: 'PROTOCOL_VIOLATION' }]);
  });

  it('tells the other side why it disconnects it', async () => {
    const one = setUp();
    const other = setUp();
    one.answer = new DiscoError('FRAME_INVALID', 'it is wrong');
    one.connection.events.packet(data(1, 0, 1));
    expect(one.failures).toEqual([one.answer]);
    other.connection.events.packet(one.connection.take()[0]);
    expect(other.failures).toMatchObject([
      { code: 'WORKER_LOST', message: expect.stringContaining('it is wrong [FRAME_INVALID]') },
    ]);
  });

  it('is over when both have said farewell, and everything before that has arrived', async () => {
    const one = setUp();
    const other = setUp();
    one.session.send(Uint8Array.of(1));
    const left = one.session.leave();
    await turn();
    for (const packet of one.connection.take()) other.connection.events.packet(packet);
    expect(other.taken).toEqual([1]);
    expect(other.session).toMatchObject({ isOver: true, peerLeft: true });
    for (const packet of other.connection.take()) one.connection.events.packet(packet);
    await left;
    expect([...one.failures, ...other.failures]).toEqual([]);
  });

  it('repeats the farewell if the answer was lost', async () => {
    const one = setUp();
    const other = setUp();
    const left = one.session.leave();
    await turn();
    for (const packet of one.connection.take()) other.connection.events.packet(packet);
    one.connection.break();
    expect(one.disconnections).toBe(1);
    const [nearEnd, farEnd] = [new FakeConnection(), new FakeConnection()];
    expect(other.session.canResume(0)).toBe(true);
    other.session.attach(farEnd, 0);
    one.session.attach(nearEnd, 0);
    await turn();
    for (const packet of nearEnd.take()) farEnd.events.packet(packet);
    for (const packet of farEnd.take()) nearEnd.events.packet(packet);
    await left;
    expect(one.session.isOver).toBe(true);
  });

  it('shows that it is alive when it has nothing to send', async () => {
    const { connection } = setUp({ heartbeat: 20 });
    while (connection.sent.length === 0) await pause(5);
    expect(connection.sent[0]).toEqual(frameOf(FrameKind.Ping));
  });

  it('gives up on connections that break before they are useful', async () => {
    const { session, connection, failures } = setUp({ lostAfter: 60 });
    connection.break();
    while (failures.length === 0) {
      const next = new FakeConnection();
      session.attach(next, 0);
      await pause(2);
      next.break();
      await pause(5);
    }
    expect(failures).toMatchObject([{ code: 'WORKER_LOST', message: expect.stringContaining('broken by the test') }]);
  });
});

function setUp(bounds: Partial<typeof BOUNDS> = {}) {
  const connection = new FakeConnection();
  const state = {
    connection,
    taken: [] as number[],
    failures: [] as DiscoError[],
    disconnections: 0,
    answer: undefined as DiscoError | undefined,
  };
  const session = new Session(
    'worker 1',
    { ...BOUNDS, ...bounds },
    {
      data: (frame) => {
        if (state.answer === undefined) state.taken.push(frame[0]);
        return state.answer;
      },
      disconnected: () => (state.disconnections += 1),
      failed: (error) => state.failures.push(error),
    },
  );
  session.attach(connection, 0);
  onTestFinished(() => session.end());
  return Object.assign(state, { session });
}

function word(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number);
  return bytes;
}

function data(number: number, confirmed: number, byte: number): Buffer {
  return frameOf(FrameKind.Data, word(number), word(confirmed), Uint8Array.of(byte));
}

function ack(number: number): Buffer {
  return frameOf(FrameKind.Ack, word(number));
}
