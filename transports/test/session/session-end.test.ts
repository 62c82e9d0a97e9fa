import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { DiscoError } from '@disco-engine/kernel';
import { describe, expect, it, onTestFinished } from 'vitest';
import { NO_EVENTS } from '../../src/session/connection.js';
import { refusedFrame } from '../../src/session/handshake-frames.js';
import { Session } from '../../src/session/session.js';
import { FrameKind, frameOf, PACKET_BYTES } from '../../src/session/session-frame.js';
import { FakeConnection } from './fake-connection.js';
import { SYSTEM } from './system.js';

const BOUNDS = { ...SYSTEM, heartbeat: 60_000, lostAfter: 60_000, maxUnackedBytes: 2 ** 20, maxFrameBytes: 2 ** 20 };

function setUp(bounds: Partial<typeof BOUNDS> = {}) {
  const connection = new FakeConnection();
  const taken: number[] = [];
  const failures: DiscoError[] = [];
  const disconnections: string[] = [];
  const session = new Session(
    'worker 1',
    { ...BOUNDS, ...bounds },
    {
      data: (frame) => void taken.push(frame[0]),
      disconnected: (reason) => disconnections.push(reason),
      failed: (error) => failures.push(error),
    },
  );
  session.attach(connection, 0);
  onTestFinished(() => session.end());
  return { session, connection, taken, failures, disconnections };
}

function word(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number);
  return bytes;
}

const data = (number: number, confirmed = 0): Buffer =>
  frameOf(FrameKind.Data, word(number), word(confirmed), Uint8Array.of(number));
const bye = (confirmed: number): Buffer => frameOf(FrameKind.Bye, word(confirmed));

describe('a session with too much unconfirmed', () => {
  it('is lost one byte above the limit, and not at it', async () => {
    const { session, connection, failures } = setUp({ maxUnackedBytes: 200 });
    session.send(new Uint8Array(36));
    session.send(new Uint8Array(36));
    await turn();
    expect([session.unackedBytes, session.isOver]).toEqual([200, false]);
    session.send(new Uint8Array(0));
    expect(session.isOver).toBe(false);
    await turn();
    expect(session.isOver).toBe(true);
    expect(failures).toEqual([
      expect.objectContaining({
        code: 'WORKER_LOST',
        message: expect.stringContaining(
          'worker 1 has not confirmed 264 bytes; at most 200 may be unconfirmed',
        ) as string,
      }),
    ]);
    expect(session.endReason).toBe(failures[0]);
    expect(connection.sent.at(-1)?.[0]).toBe(FrameKind.Refused);
  });

  it('has room again once messages are confirmed', async () => {
    const { session, connection, failures } = setUp({ maxUnackedBytes: 200 });
    for (let number = 1; number <= 20; number++) {
      session.send(new Uint8Array(100));
      await turn();
      connection.events.packet(frameOf(FrameKind.Ack, word(number)));
      expect(session.unackedBytes).toBe(0);
    }
    expect(failures).toEqual([]);
  });
});

describe('a session that sends', () => {
  it('sends before the end of the turn once a packet is full', () => {
    const { session, connection } = setUp();
    session.send(new Uint8Array(PACKET_BYTES - 1));
    expect(connection.sent).toHaveLength(0);
    session.send(new Uint8Array(1));
    expect(connection.sent).toHaveLength(2);
  });

  it('schedules one turn, however much is sent in it', async () => {
    const { session, connection } = setUp();
    for (let count = 0; count < 3; count++) {
      session.send(Uint8Array.of(1));
      session.send(Uint8Array.of(2));
      await turn();
    }
    expect(connection.sent).toHaveLength(3);
  });

  it('sends nothing over a congested connection, and continues when it drains', async () => {
    const { session, connection } = setUp();
    connection.congested = true;
    session.send(new Uint8Array(2 * PACKET_BYTES));
    expect(connection.sent).toHaveLength(0);
    connection.congested = false;
    connection.events.drained();
    expect(connection.sent).toHaveLength(1);
    await turn();
    expect(connection.sent).toHaveLength(1);
  });
});

describe('a session that receives', () => {
  it('names the message that it lacks', () => {
    const { connection, failures } = setUp();
    connection.events.packet(Buffer.concat([data(1), data(4)]));
    expect(failures).toMatchObject([{ message: expect.stringContaining('message 4 arrived instead of 2') as string }]);
  });

  it('does not confirm some kilobytes at once, in however many messages they come', async () => {
    const { connection } = setUp();
    const messages = Array.from({ length: 20 }, (_, index) =>
      frameOf(FrameKind.Data, word(index + 1), word(0), new Uint8Array(3000)),
    );
    connection.events.packet(Buffer.concat(messages));
    await turn();
    expect(connection.sent).toEqual([]);
  });
});

describe('a session that is over', () => {
  it('neither sends nor fails, whatever is requested', async () => {
    const { session, connection, failures } = setUp();
    session.end();
    session.send(Uint8Array.of(1));
    await session.leave();
    await turn();
    expect(connection).toMatchObject({ sent: [], isOpen: false });
    expect(connection.events).toBe(NO_EVENTS);
    expect([session.isOver, session.endReason, session.unackedBytes]).toEqual([true, undefined, 0]);
    expect(session.canResume(0)).toBe(false);
    expect(failures).toEqual([]);
  });

  it('keeps nothing that it was to send', async () => {
    const { session } = setUp();
    session.send(new Uint8Array(100));
    await turn();
    expect(session.unackedBytes).toBe(164);
    session.end();
    expect(session.unackedBytes).toBe(0);
  });

  it('keeps the first reason', () => {
    const { session } = setUp();
    const reason = new DiscoError('WORKER_LOST', 'one');
    session.end(reason);
    session.end(new DiscoError('WORKER_LOST', 'other'));
    expect(session.endReason).toBe(reason);
  });

  it('resolves leave, even if it is lost meanwhile', async () => {
    const { session } = setUp();
    const left = session.leave();
    session.end(new DiscoError('WORKER_LOST', 'gone'));
    await left;
    expect(session.isOver).toBe(true);
  });

  it('is disconnected once, and says why', () => {
    const { connection, session, failures } = setUp();
    const { events } = connection;
    events.packet(refusedFrame(new DiscoError('FRAME_INVALID', 'it is wrong')));
    events.packet(refusedFrame(new DiscoError('FRAME_INVALID', 'it is wrong')));
    events.violated(new DiscoError('PROTOCOL_VIOLATION', 'no'));
    expect(failures).toHaveLength(1);
    expect(failures[0].message).toBe('worker 1 has disconnected this worker: it is wrong [FRAME_INVALID]');
    expect(failures[0].cause).toMatchObject({ code: 'FRAME_INVALID' });
    expect([session.endReason, connection.sent]).toEqual([undefined, []]);
  });

  it('fails if its connection was violated', () => {
    const { connection, session, failures } = setUp();
    const error = new DiscoError('PROTOCOL_VIOLATION', 'too long');
    connection.events.violated(error);
    expect(failures).toEqual([error]);
    expect(session.endReason).toBe(error);
  });
});

describe('a farewell', () => {
  it('waits for everything that was sent, and nothing is sent after it', async () => {
    const { session, connection } = setUp();
    session.send(Uint8Array.of(1));
    const left = session.leave();
    session.send(Uint8Array.of(2));
    await turn();
    expect(connection.take()).toEqual([Buffer.concat([data(1), bye(0)])]);
    expect(session.isOver).toBe(false);
    connection.events.packet(bye(1));
    await left;
    expect(session).toMatchObject({ isOver: true, peerLeft: true });
    expect(connection.isOpen).toBe(false);
  });

  it('comes behind all that was sent, in however many packets', async () => {
    const { session, connection } = setUp();
    connection.congested = true;
    for (let count = 0; count < 3; count++) session.send(new Uint8Array(40_000));
    const left = session.leave();
    await turn();
    connection.congested = false;
    connection.events.drained();
    const packets = connection.take();
    expect(packets).toHaveLength(3);
    expect(packets.map((packet) => packet.subarray(-9).equals(bye(0)))).toEqual([false, false, true]);
    connection.events.packet(bye(3));
    await left;
    expect(session.isOver).toBe(true);
  });

  it('ends the session where it confirms what was not sent', () => {
    const { connection, failures } = setUp();
    connection.events.packet(bye(5));
    expect(failures).toMatchObject([{ code: 'PROTOCOL_VIOLATION' }]);
  });

  it('ends the session where a message follows before it is answered', () => {
    const { connection, taken, failures } = setUp();
    connection.congested = true;
    connection.events.packet(bye(0));
    connection.events.packet(data(1));
    expect(failures).toMatchObject([
      { code: 'PROTOCOL_VIOLATION', message: expect.stringContaining('a message follows the farewell') as string },
    ]);
    expect(taken).toEqual([]);
  });

  it('is answered, whatever was still waiting to be sent', async () => {
    const { session, connection, failures } = setUp();
    connection.congested = true;
    session.send(Uint8Array.of(1));
    connection.events.packet(bye(0));
    expect([session.peerLeft, session.isOver, session.unackedBytes]).toEqual([true, false, 0]);
    session.send(Uint8Array.of(2));
    expect(session.unackedBytes).toBe(0);
    connection.congested = false;
    connection.events.drained();
    expect(connection.take()).toEqual([bye(0)]);
    expect(session.isOver).toBe(true);
    expect(session.canResume(1)).toBe(true);
    await turn();
    expect(failures).toEqual([]);
  });

  it('ends the session if the connection breaks after it', () => {
    const { connection, session, disconnections } = setUp();
    connection.congested = true;
    connection.events.packet(bye(0));
    connection.break();
    expect(session.isOver).toBe(true);
    expect(disconnections).toEqual([]);
  });
});

describe('a connection that takes over', () => {
  it('ends its predecessor, which is ignored from then on', async () => {
    const { session, connection, taken, disconnections } = setUp();
    const { events } = connection;
    const next = new FakeConnection();
    session.attach(next, 0);
    expect(connection.isOpen).toBe(false);
    expect(connection.events).toBe(NO_EVENTS);
    expect(disconnections).toEqual([]);
    next.events.packet(data(1));
    expect(taken).toEqual([1]);
    events.packet(data(2));
    expect(session.received).toBe(2);
  });

  it('cannot continue from a message that was never sent', () => {
    const { session } = setUp();
    expect(() => session.attach(new FakeConnection(), 1)).toThrow('message 1 is confirmed but was not sent');
  });

  it('reports once that it is gone', () => {
    const { connection, disconnections } = setUp();
    connection.break();
    expect(disconnections).toEqual(['broken by the test']);
  });

  it('is cut if it is silent, and the session continues over another', async () => {
    const { session, connection, disconnections, failures } = setUp({ heartbeat: 10 });
    while (connection.isOpen) await pause(5);
    expect(disconnections).toEqual(['nothing arrived for 30 ms']);
    expect([session.isOver, failures]).toEqual([false, []]);
  });
});
