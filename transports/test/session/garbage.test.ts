import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { DiscoError } from '@disco-engine/kernel';
import { greet } from '../../src/session/greeting.js';
import { helloFrame, welcomeFrame, challengeFrame, refusedFrame } from '../../src/session/handshake-frames.js';
import { introduce } from '../../src/session/introduction.js';
import { Session } from '../../src/session/session.js';
import { FrameKind, frameOf } from '../../src/session/session-frame.js';
import { FakeConnection } from './fake-connection.js';
import { SYSTEM } from './system.js';
import { WIRE_VERSION } from '../../src/wire/wire-limits.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const TOKEN = Buffer.from('sixteen bytes, or more');
const ROUNDS = 50_000;
/** Rounds until code is compiled and pools are full. */
const WARM_UP = 10_000;

/** Draws the same numbers in each run, so that failures are reproducible. */
class Dice {
  #state = 12_345;

  below(limit: number): number {
    this.#state = (Math.imul(this.#state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * limit);
  }

  of<T>(items: readonly T[]): T {
    return items[this.below(items.length)];
  }
}

describe('garbage', () => {
  it(`neither breaks, nor stops, nor fills a session (${ROUNDS} packets)`, async () => {
    const dice = new Dice();
    const errors = new Map<string, number>();
    let delivered = 0;
    const open = (): { session: Session; connection: FakeConnection } => {
      const bounds = { ...SYSTEM, heartbeat: 60_000, lostAfter: 60_000, maxUnackedBytes: 2 ** 20, maxFrameBytes: 4096 };
      const session = new Session('worker 1', bounds, {
        data: () => void (delivered += 1),
        disconnected: () => {},
        failed: ({ code }) => errors.set(code, (errors.get(code) ?? 0) + 1),
      });
      const connection = new FakeConnection();
      session.attach(connection, 0);
      return { session, connection };
    };
    let { session, connection } = open();
    let start = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const number = Buffer.alloc(4);
      number.writeUInt32LE((session.received + 1) >>> 0);
      const valid = [
        frameOf(FrameKind.Data, number, Buffer.alloc(4), Buffer.alloc(dice.below(50))),
        frameOf(FrameKind.Ack, Buffer.alloc(4)),
        frameOf(FrameKind.Ping),
        frameOf(FrameKind.Bye, Buffer.alloc(4)),
        Buffer.from(refusedFrame(new DiscoError('FRAME_INVALID', 'it is wrong'))),
      ];
      connection.events.packet(mutated(dice, valid));
      connection.take();
      if (round % 1000 === 0) await turn();
      if (round === WARM_UP) start = memory();
      if (connection.isOpen) continue;
      session.end();
      ({ session, connection } = open());
    }
    session.end();
    await turn();
    expect([...errors.keys()].sort()).toEqual(['PROTOCOL_VIOLATION', 'WORKER_LOST']);
    expect(delivered).toBeGreaterThan(100);
    expect(memory() - start).toBeLessThan(48 * 2 ** 20);
  });

  it.each([[undefined], [TOKEN]])(`admits nobody (${ROUNDS} packets, token: %s)`, async (token) => {
    const dice = new Dice();
    const nonce = Buffer.alloc(16, 1);
    const nonces = { listener: nonce, dialler: nonce };
    const base = { wire: WIRE_VERSION, worker: 1, workers: 2, session: 'a'.repeat(32), knows: '', received: 0 };
    const own = { ...base, identity: [['seed', '7']] as const };
    const outcomes = { admitted: 0, turnedAway: 0, welcomed: 0, refused: 0, broken: 0 };
    const corpus = [
      challengeFrame(nonce),
      helloFrame(own, nonces, token),
      welcomeFrame(own, nonces, token),
      refusedFrame(new DiscoError('WORKER_TAKEN', 'no'), nonces, token),
    ].map((frame) => Buffer.from(frame));
    let start = 0;
    for (let round = 0; round < ROUNDS / 2; round++) {
      const [host, guest] = [new FakeConnection(), new FakeConnection()];
      greet(host, {
        ...SYSTEM,
        worker: 0,
        token,
        admit: () => ({ own, attach: () => (outcomes.admitted += 1) }),
        refused() {},
        turnedAway: () => (outcomes.turnedAway += 1),
      });
      host.events.packet(mutated(dice, corpus));
      const abandon = introduce(guest, {
        ...SYSTEM,
        own,
        token,
        within: 60_000,
        welcomed: () => (outcomes.welcomed += 1),
        refused: () => (outcomes.refused += 1),
        broken: () => (outcomes.broken += 1),
      });
      if (dice.below(4) > 0) guest.events.packet(corpus[0]);
      guest.events.packet(mutated(dice, corpus));
      abandon();
      if (round % 1000 === 0) await turn();
      if (round === WARM_UP) start = memory();
      expect(host.isOpen && !host.isTrusted).toBe(false);
    }
    await turn();
    expect(outcomes.turnedAway).toBeGreaterThan(1000);
    expect(outcomes.broken).toBeGreaterThan(1000);
    // Without a token, anybody who speaks the protocol may join: the socket is the guard then.
    if (token !== undefined) expect(outcomes).toMatchObject({ admitted: 0, welcomed: 0 });
    expect(memory() - start).toBeLessThan(48 * 2 ** 20);
  });
});

function mutated(dice: Dice, corpus: readonly Buffer[]): Buffer {
  let packet = Buffer.from(dice.of(corpus));
  for (let changes = dice.below(4); changes > 0; changes--) {
    const at = dice.below(packet.length);
    const way = dice.below(7);
    if (packet.length === 0) packet = Buffer.of(dice.below(256));
    else if (way === 0) packet[at] ^= 1 << dice.below(8);
    else if (way === 1) packet = packet.subarray(0, at);
    else if (way === 2) packet = Buffer.concat([packet.subarray(0, at), dice.of(corpus).subarray(dice.below(20))]);
    else if (way === 3) packet = Buffer.concat([packet, dice.of(corpus)]);
    else if (way === 4) packet = Buffer.from(Array.from({ length: dice.below(100) }, () => dice.below(256)));
    else if (packet.length >= 5)
      packet.writeUInt32LE(
        dice.of([0, 1, 2 ** 16, 2 ** 24, 2 ** 31, 2 ** 32 - 1]),
        way === 5 ? 1 : dice.below(packet.length - 3),
      );
  }
  return packet;
}

function memory(): number {
  collectGarbage();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + external + arrayBuffers;
}
