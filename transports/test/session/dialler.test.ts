import { DiscoError } from '@disco-engine/kernel';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Dialler } from '../../src/session/dialler.js';
import { greet } from '../../src/session/greeting.js';
import { refusedFrame, type Introduction } from '../../src/session/handshake-frames.js';
import { frameOf, FrameKind } from '../../src/session/session-frame.js';
import { FakeConnection } from './fake-connection.js';
import { SYSTEM } from './system.js';
import { WIRE_VERSION } from '../../src/wire/wire-limits.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const introduction = (worker: number): Introduction => ({
  wire: WIRE_VERSION,
  worker,
  workers: 2,
  session: String(worker).repeat(32),
  knows: '',
  received: 0,
  identity: [],
});

function setUp() {
  const connections: FakeConnection[] = [];
  const state = { tellsTrouble: [] as string[], welcomes: 0, refusals: [] as boolean[], goesOn: true };
  const dialler = new Dialler({
    ...SYSTEM,
    token: undefined,
    handshakeWithin: 60_000,
    connect() {
      const connection = new FakeConnection();
      connections.push(connection);
      return connection;
    },
    introduction: () => introduction(1),
    welcomed: () => void (state.welcomes += 1),
    refused(_, proven) {
      state.refusals.push(proven);
      return state.goesOn;
    },
    broken: (reason) => void state.tellsTrouble.push(reason),
  });
  const latest = (): FakeConnection => {
    const connection = connections.at(-1);
    if (connection === undefined) throw new Error('nothing was dialled');
    return connection;
  };
  return Object.assign(state, { dialler, connections, latest });
}

/** Lets the listener at the other end of a connection reply. */
function answer(connection: FakeConnection): void {
  const host = new FakeConnection();
  greet(host, {
    ...SYSTEM,
    worker: 0,
    token: undefined,
    admit: () => ({ own: introduction(0), attach() {} }),
    refused() {},
    turnedAway() {},
  });
  for (const packet of host.take()) connection.events.packet(packet);
  for (const packet of connection.take()) host.events.packet(packet);
  for (const packet of host.take()) connection.events.packet(packet);
}

function refuse(connection: FakeConnection): void {
  connection.events.packet(frameOf(FrameKind.Challenge, Buffer.alloc(16)));
  connection.events.packet(refusedFrame(new DiscoError('WORKER_TAKEN', 'there is one already')));
}

describe('a dialler', () => {
  it('dials at once, then after pauses that double from 10 ms up to a second', () => {
    const { dialler, connections, latest, tellsTrouble } = setUp();
    dialler.dial();
    for (const pause of [10, 20, 40, 80, 160, 320, 640, 1000, 1000, 1000]) {
      const before = connections.length;
      latest().break();
      vi.advanceTimersByTime(pause - 1);
      expect(connections).toHaveLength(before);
      vi.advanceTimersByTime(1);
      expect(connections).toHaveLength(before + 1);
    }
    expect(tellsTrouble).toEqual(Array.from({ length: 10 }, () => 'broken by the test'));
    dialler.stop();
  });

  it('makes one attempt at a time, however often it is called', () => {
    const { dialler, connections, latest } = setUp();
    dialler.dial();
    dialler.dial();
    expect(connections).toHaveLength(1);
    latest().break();
    dialler.dial();
    vi.advanceTimersByTime(9);
    expect(connections).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(connections).toHaveLength(2);
    dialler.stop();
  });

  it('redials at once when a working connection breaks', () => {
    const { dialler, connections, latest, ...state } = setUp();
    dialler.dial();
    latest().break();
    vi.advanceTimersByTime(10);
    answer(latest());
    expect(connections).toHaveLength(2);
    dialler.dial();
    expect(connections).toHaveLength(3);
    latest().break();
    vi.advanceTimersByTime(10);
    expect(connections).toHaveLength(4);
    dialler.stop();
    expect(state.refusals).toEqual([]);
  });

  it('gives up when it is stopped during an attempt, during a pause, and before it has started', () => {
    for (const begin of [
      ({ dialler }: ReturnType<typeof setUp>) => dialler.dial(),
      ({ dialler, latest }: ReturnType<typeof setUp>) => (dialler.dial(), latest().break()),
      () => {},
    ]) {
      const given = setUp();
      begin(given);
      const { dialler, connections } = given;
      const before = connections.length;
      dialler.stop();
      expect(vi.getTimerCount()).toBe(0);
      dialler.dial();
      vi.advanceTimersByTime(5000);
      expect(connections).toHaveLength(before);
      expect(connections.some(({ isOpen }) => isOpen)).toBe(false);
    }
  });

  it('does not touch a connection that has been welcomed, even when it stops', () => {
    const given = setUp();
    given.dialler.dial();
    answer(given.latest());
    expect(given.welcomes).toBe(1);
    given.dialler.stop();
    expect(given.latest().isOpen).toBe(true);
  });

  it('retries after a refusal only if told to', () => {
    const given = setUp();
    given.dialler.dial();
    refuse(given.latest());
    vi.advanceTimersByTime(10);
    expect(given.connections).toHaveLength(2);
    given.goesOn = false;
    refuse(given.latest());
    given.dialler.dial();
    vi.advanceTimersByTime(5000);
    expect(given.connections).toHaveLength(2);
    expect(given.refusals).toHaveLength(2);
    expect(vi.getTimerCount()).toBe(0);
  });
});
