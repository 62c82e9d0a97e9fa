import { describe, expect, it } from 'vitest';
import { DiscoError } from '@disco-engine/kernel';
import { greet } from '../../src/session/greeting.js';
import type { Introduction } from '../../src/session/handshake-frames.js';
import { introduce } from '../../src/session/introduction.js';
import { FrameKind, frameOf } from '../../src/session/session-frame.js';
import { FakeConnection } from './fake-connection.js';
import { WIRE_VERSION } from '../../src/wire/wire-limits.js';
import { SYSTEM } from './system.js';

const TOKEN = Buffer.from('sixteen bytes, or more');

describe('a handshake', () => {
  it.each([[undefined], [TOKEN]])('introduces each side to the other (token: %s)', (token) => {
    const { events, host, guest } = meet({ hostToken: token, guestToken: token });
    expect(events).toEqual(['admit 1', 'welcomed by 0']);
    expect(host.isTrusted).toBe(true);
    expect(guest.isOpen).toBe(true);
  });

  it.each([
    ['another one', Buffer.from('sixteen other bytes')],
    ['none', undefined],
  ])('admits nobody with %s instead of the token, and reveals nothing else', (_, guestToken) => {
    const { events, host } = meet({ hostToken: TOKEN, guestToken });
    expect(events).toEqual([
      expect.stringMatching(/^turned away: worker 0 does not have the same token/),
      expect.stringMatching(/^refused \((un)?proven\): worker 0 does not have the same token/),
    ]);
    expect(host).toMatchObject({ isTrusted: false, isOpen: false });
  });

  it('never sends the token, or the same proof twice', () => {
    const first = meet({ hostToken: TOKEN, guestToken: TOKEN });
    const second = meet({ hostToken: TOKEN, guestToken: TOKEN });
    for (const packet of first.packets) {
      expect(packet.includes(TOKEN)).toBe(false);
      expect(second.packets.some((other) => other.equals(packet))).toBe(false);
    }
  });

  it('resists a replay', () => {
    const { packets } = meet({ hostToken: TOKEN, guestToken: TOKEN });
    const connection = new FakeConnection();
    const turnedAway: string[] = [];
    greet(
      connection,
      hostOf(TOKEN, (event) => turnedAway.push(event)),
    );
    connection.events.packet(packets[1]);
    expect(turnedAway).toEqual([expect.stringMatching(/^turned away/)]);
    expect(connection.isOpen).toBe(false);
  });

  it('does not believe a listener that only sends the proof back', () => {
    const { packets } = meet({ hostToken: TOKEN, guestToken: TOKEN });
    const connection = new FakeConnection();
    const events: string[] = [];
    introduce(
      connection,
      guestOf(TOKEN, (event) => events.push(event)),
    );
    connection.events.packet(packets[0]);
    const [hello] = connection.take();
    connection.events.packet(frameOf(FrameKind.Welcome, hello.subarray(5)));
    expect(events).toEqual([
      expect.stringMatching(/^refused \(unproven\): the other side does not have the same token/),
    ]);
  });

  it('tells a worker why it is not admitted, and distinguishes it from a stranger', () => {
    const { events } = meet({
      hostToken: TOKEN,
      guestToken: TOKEN,
      refusal: new DiscoError('HANDSHAKE_REFUSED', 'seed is 7, but 8'),
    });
    expect(events).toEqual(['not admitted: seed is 7, but 8', 'refused (proven): seed is 7, but 8']);
  });

  it('names the wire versions first if they differ', () => {
    const guestWire = WIRE_VERSION + 1;
    const { events } = meet({ hostToken: TOKEN, guestToken: TOKEN, guestWire });
    const reason = `wire version is ${WIRE_VERSION} on worker 0, but ${guestWire} on worker 1`;
    expect(events).toEqual([
      expect.stringContaining(`not admitted: ${reason}`),
      expect.stringContaining(`refused (proven): ${reason}`),
    ]);
  });

  it('gives up on a silent listener', async () => {
    const connection = new FakeConnection();
    const reason = await new Promise((resolve) =>
      introduce(connection, { ...guestOf(undefined, resolve), within: 10 }),
    );
    expect(reason).toBe('broken: no answer within 10 ms');
    expect(connection.isOpen).toBe(false);
  });
});

function introduction(worker: number, wire = WIRE_VERSION): Introduction {
  const session = String(worker).repeat(32);
  return { wire, worker, workers: 2, session, knows: '', received: 0, identity: [['seed', '7']] };
}

function hostOf(token: Uint8Array | undefined, tell: (event: string) => void, refusal?: DiscoError) {
  return {
    ...SYSTEM,
    worker: 0,
    token,
    admit(guest: Introduction) {
      if (refusal !== undefined) throw refusal;
      tell(`admit ${guest.worker}`);
      return { own: introduction(0), attach() {} };
    },
    refused: (error: DiscoError) => tell(`not admitted: ${error.message}`),
    turnedAway: (reason: string) => tell(`turned away: ${reason}`),
  };
}

function guestOf(token: Uint8Array | undefined, tell: (event: string) => void, wire?: number) {
  return {
    ...SYSTEM,
    own: introduction(1, wire),
    token,
    within: 60_000,
    welcomed: (host: Introduction) => tell(`welcomed by ${host.worker}`),
    refused: (error: DiscoError, proven: boolean) =>
      tell(`refused (${proven ? 'proven' : 'unproven'}): ${error.message}`),
    broken: (reason: string) => tell(`broken: ${reason}`),
  };
}

interface Case {
  readonly hostToken: Uint8Array | undefined;
  readonly guestToken: Uint8Array | undefined;
  readonly refusal?: DiscoError;
  readonly guestWire?: number;
}

/** Delivers packets until there are none. */
function meet({ hostToken, guestToken, refusal, guestWire }: Case) {
  const [host, guest] = [new FakeConnection(), new FakeConnection()];
  const events: string[] = [];
  const packets: Buffer[] = [];
  const tell = (event: string): void => void events.push(event);
  const abandon = introduce(guest, guestOf(guestToken, tell, guestWire));
  greet(host, hostOf(hostToken, tell, refusal));
  for (;;) {
    const [toGuest, toHost] = [host.take(), guest.take()];
    if (toGuest.length + toHost.length === 0) break;
    packets.push(...toGuest, ...toHost);
    for (const packet of toGuest) guest.events.packet(packet);
    for (const packet of toHost) host.events.packet(packet);
  }
  if (events.length === 0) abandon();
  return { events, host, guest, packets };
}
