import { setTimeout as pause } from 'node:timers/promises';
import { DiscoError } from '@disco-engine/kernel';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { NO_EVENTS } from '../../src/session/connection.js';
import { greet } from '../../src/session/greeting.js';
import { helloFrame, refusedFrame, welcomeFrame, type Introduction } from '../../src/session/handshake-frames.js';
import { introduce } from '../../src/session/introduction.js';
import { FrameKind, frameOf, MOST_HANDSHAKE_BYTES } from '../../src/session/session-frame.js';
import { prove } from '../../src/security/proof.js';
import { FakeConnection } from './fake-connection.js';
import { SYSTEM } from './system.js';
import { WIRE_VERSION } from '../../src/wire/wire-limits.js';

const TOKEN = Buffer.from('sixteen bytes, or more');
const NONCE = Buffer.alloc(16, 1);
const PURPOSES = { [FrameKind.Hello]: 'hello', [FrameKind.Welcome]: 'welcome', [FrameKind.Refused]: 'refused' };

const introduction = (worker: number): Introduction => ({
  wire: WIRE_VERSION,
  worker,
  workers: 2,
  session: 'a'.repeat(32),
  knows: '',
  received: 0,
  identity: [['seed', '7']],
});

/** A frame from a sender that has the token, with any content, and the random bytes of the listener and the dialler. */
function proven(kind: keyof typeof PURPOSES, near: Uint8Array, far: Uint8Array, content: unknown): Buffer {
  const text = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  return frameOf(kind, far, prove(TOKEN, PURPOSES[kind], [near, far, text]), text);
}

/** The listener's side, and what it has reported. */
function listener(fault?: Error) {
  const connection = new FakeConnection();
  const told: string[] = [];
  let attached: unknown;
  greet(connection, {
    ...SYSTEM,
    worker: 0,
    token: TOKEN,
    admit() {
      if (fault !== undefined) throw fault;
      told.push('admitted');
      return { own: introduction(0), attach: (given) => void (attached = given) };
    },
    refused: ({ message }) => void told.push(`refused: ${message}`),
    turnedAway: (reason) => void told.push(`turned away: ${reason}`),
  });
  const nonce = Buffer.from(connection.take()[0]?.subarray(5) ?? []);
  return { connection, told, nonce, attached: () => attached };
}

/** The dialler's side, after a challenge, and what it has reported. */
function dialler(changes: Partial<Parameters<typeof introduce>[1]> = {}, isChallenged = true) {
  const connection = new FakeConnection();
  const told: string[] = [];
  const abandon = introduce(connection, {
    ...SYSTEM,
    own: introduction(1),
    token: TOKEN,
    within: 60_000,
    welcomed: ({ worker }) => void told.push(`welcomed by ${worker}`),
    refused: ({ message }, isProven) => void told.push(`refused (${isProven ? 'proven' : 'unproven'}): ${message}`),
    broken: (reason) => void told.push(`broken: ${reason}`),
    ...changes,
  });
  if (isChallenged) connection.events.packet(frameOf(FrameKind.Challenge, NONCE));
  const nonce = Buffer.from(connection.take()[0]?.subarray(5, 21) ?? []);
  return { connection, told, nonce, abandon };
}

const UNREADABLE: readonly (readonly [string, unknown])[] = [
  ['no JSON', 'no JSON'],
  ['null', 'null'],
  ['a number', '7'],
  ['an object without a field', {}],
  ...Object.entries({
    wire: [-1, 1.5, '1', 2 ** 53],
    worker: [-1, 1.5, '1', null],
    workers: [-1, 1.5, '2', null],
    received: [-1, 1.5, '0', null],
    session: ['', 7, ['a'.repeat(32)], 'A'.repeat(32), 'a'.repeat(31), 'a'.repeat(33)],
    knows: [7, ['a'.repeat(32)], 'A'.repeat(32), 'a'.repeat(31)],
    identity: [
      {},
      'seed',
      ['seed'],
      [['seed']],
      [['seed', '7', '8']],
      [['seed', '7'], ['model']],
      [['seed', 7]],
      [[7, 'seed']],
    ],
  }).flatMap(([name, values]) =>
    (values as readonly unknown[]).map((value): [string, unknown] => [
      `${name} that is ${JSON.stringify(value)}`,
      { ...introduction(1), [name]: value },
    ]),
  ),
];

describe('a listener', () => {
  it.each(UNREADABLE)('does not admit a dialler that has the token and sends %s', (_, content) => {
    const { connection, told, nonce } = listener();
    connection.events.packet(proven(FrameKind.Hello, nonce, NONCE, content));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^refused: a handshake frame (does not contain a JSON object|has invalid content);/);
    expect(connection).toMatchObject({ isTrusted: false, isOpen: false });
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'a packet is empty'],
    ['two frames', Buffer.concat([frameOf(FrameKind.Ping), frameOf(FrameKind.Ping)]), 'a packet continues after'],
    ['half a proof', frameOf(FrameKind.Hello, Buffer.alloc(47)), 'a handshake frame is too short'],
    ['a welcome', frameOf(FrameKind.Welcome, Buffer.alloc(48)), 'the handshake starts with a frame of kind 3'],
    ['data', frameOf(FrameKind.Data, Buffer.alloc(48)), 'the handshake starts with a frame of kind 5'],
    [
      'too much',
      frameOf(FrameKind.Hello, Buffer.alloc(MOST_HANDSHAKE_BYTES + 1)),
      'has 65537 bytes; at most 65536 are allowed',
    ],
    ['a proof and nothing else', frameOf(FrameKind.Hello, Buffer.alloc(48)), 'worker 0 does not have the same token'],
  ])('turns away a stranger that sends %s, once', (_, packet, reason) => {
    const { connection, told } = listener();
    connection.events.packet(packet);
    expect(told).toEqual([expect.stringContaining(reason)]);
    expect(told[0]).toMatch(/^turned away/);
    expect(connection).toMatchObject({ isTrusted: false, isOpen: false });
    expect(connection.events).toBe(NO_EVENTS);
  });

  it('reports once that a connection ends or is violated', () => {
    const ended = listener();
    ended.connection.events.drained();
    ended.connection.break();
    expect(ended.told).toEqual(['turned away: the connection ended during the handshake: broken by the test']);
    const violated = listener();
    violated.connection.events.violated(new DiscoError('PROTOCOL_VIOLATION', 'too long'));
    violated.connection.break();
    expect(violated.told).toEqual(['turned away: too long']);
  });

  it('learns why the other side refuses it', () => {
    const { connection, told, nonce } = listener();
    const error = new DiscoError('HANDSHAKE_REFUSED', 'another model');
    connection.events.packet(refusedFrame(error, { listener: nonce, dialler: NONCE }, TOKEN));
    expect(told).toEqual(['turned away: another model']);
    expect(connection.isOpen).toBe(false);
  });

  it('trusts a connection, replies and hands it over, in this order', () => {
    const { connection, told, nonce, attached } = listener();
    connection.events.packet(helloFrame(introduction(1), { listener: nonce, dialler: NONCE }, TOKEN));
    expect(told).toEqual(['admitted']);
    expect(connection).toMatchObject({ isTrusted: true, isOpen: true });
    expect(connection.take()).toEqual([welcomeFrame(introduction(0), { listener: nonce, dialler: NONCE }, TOKEN)]);
    expect(attached()).toBe(connection);
  });

  it('does not hide a bug of its own', () => {
    const fault = new TypeError('a fault');
    const { connection, nonce } = listener(fault);
    const hello = helloFrame(introduction(1), { listener: nonce, dialler: NONCE }, TOKEN);
    expect(() => connection.events.packet(hello)).toThrow(fault);
  });
});

describe('a dialler in a handshake', () => {
  afterEach(() => void vi.useRealTimers());

  it.each(UNREADABLE)('refuses a listener that has the token and sends %s', (_, content) => {
    const { connection, told, nonce } = dialler();
    connection.events.packet(proven(FrameKind.Welcome, NONCE, nonce, content));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(
      /^refused \(proven\): a handshake frame (does not contain a JSON object|has invalid content)/,
    );
    expect(connection.isOpen).toBe(false);
    expect(connection.take()[0]?.[0]).toBe(FrameKind.Refused);
    expect(connection.events).toBe(NO_EVENTS);
  });

  it.each([
    ['a welcome', frameOf(FrameKind.Welcome, Buffer.alloc(16))],
    ['a challenge that is too short', frameOf(FrameKind.Challenge, Buffer.alloc(15))],
    ['a challenge that is too long', frameOf(FrameKind.Challenge, Buffer.alloc(17))],
    ['too much', frameOf(FrameKind.Challenge, Buffer.alloc(MOST_HANDSHAKE_BYTES + 1))],
    ['nothing', Buffer.alloc(0)],
    ['two challenges', Buffer.concat([frameOf(FrameKind.Challenge, NONCE), frameOf(FrameKind.Challenge, NONCE)])],
  ])('gives up on a listener that starts with %s', (_, packet) => {
    const { connection, told } = dialler({}, false);
    connection.events.packet(packet);
    expect(told).toEqual([
      expect.stringMatching(
        /^broken: (the handshake starts|a frame of kind 1 has 65537 bytes|a handshake packet is not a single frame)/,
      ),
    ]);
    expect([connection.isOpen, connection.sent]).toEqual([false, []]);
  });

  it.each([
    [
      'another challenge',
      frameOf(FrameKind.Challenge, NONCE),
      'broken: the handshake continues with a frame of kind 1',
    ],
    ['data', frameOf(FrameKind.Data, Buffer.alloc(60)), 'broken: the handshake continues with a frame of kind 5'],
    ['half a proof', frameOf(FrameKind.Welcome, Buffer.alloc(47)), 'broken: a handshake frame is too short'],
    [
      'a welcome without proof',
      frameOf(FrameKind.Welcome, Buffer.alloc(48)),
      'refused (unproven): the other side does',
    ],
  ])('gives up on a listener that continues with %s', (_, packet, reason) => {
    const { connection, told } = dialler();
    connection.events.packet(packet);
    expect(told).toEqual([expect.stringContaining(reason)]);
    expect(connection.isOpen).toBe(false);
    expect(connection.events).toBe(NO_EVENTS);
  });

  it.each([
    ['no code', { message: 'no' }],
    ['a lowercase code', { code: 'no', message: 'no' }],
    ['a code with more after it', { code: 'NO, NO', message: 'no' }],
    ['a code with more before it', { code: 'no NO', message: 'no' }],
    ['a code that is too long', { code: 'N'.repeat(41), message: 'no' }],
    ['a code that is a list', { code: ['NO'], message: 'no' }],
    ['no message', { code: 'NO' }],
  ])('does not accept a refusal with %s', (_, content) => {
    const { connection, told, nonce } = dialler();
    connection.events.packet(proven(FrameKind.Refused, NONCE, nonce, content));
    expect(told).toEqual([expect.stringContaining('broken: a refusal has no valid reason')]);
  });

  it('truncates a long reason, on either side', () => {
    const { connection, told, nonce } = dialler();
    const long = 'x'.repeat(10_000);
    connection.events.packet(proven(FrameKind.Refused, NONCE, nonce, { code: 'N'.repeat(40), message: long }));
    expect(told).toEqual([`refused (proven): ${'x'.repeat(4096)}`]);
    expect(refusedFrame(new DiscoError('FRAME_INVALID', long)).length).toBeLessThan(5000);
  });

  it('ends only once, however it ends', async () => {
    for (const end of [
      ({ events }: FakeConnection) => events.violated(new DiscoError('PROTOCOL_VIOLATION', 'too long')),
      (connection: FakeConnection) => connection.break(),
      ({ events }: FakeConnection) => events.packet(Buffer.alloc(0)),
    ]) {
      const { connection, told } = dialler({ within: 5 });
      connection.events.drained();
      end(connection);
      await pause(10);
      expect(told).toEqual([expect.stringMatching(/^broken: (too long|broken by the test|a handshake packet is)/)]);
      expect(connection.events).toBe(NO_EVENTS);
    }
  });

  it('can be abandoned silently', () => {
    vi.useFakeTimers();
    const { connection, told, abandon } = dialler();
    abandon();
    expect(vi.getTimerCount()).toBe(0);
    expect([told, connection.isOpen, connection.events]).toEqual([[], false, NO_EVENTS]);
  });

  it('needs no timer once it has been welcomed', () => {
    vi.useFakeTimers();
    const { connection, told, nonce } = dialler();
    connection.events.packet(welcomeFrame(introduction(0), { listener: NONCE, dialler: nonce }, TOKEN));
    expect(told).toEqual(['welcomed by 0']);
    expect(vi.getTimerCount()).toBe(0);
    expect(connection.isOpen).toBe(true);
  });

  it('tells a listener why it refuses it', () => {
    const { connection, told, nonce } = dialler({
      welcomed() {
        throw new DiscoError('HANDSHAKE_REFUSED', 'another model');
      },
    });
    const nonces = { listener: NONCE, dialler: nonce };
    connection.events.packet(welcomeFrame(introduction(0), nonces, TOKEN));
    expect(told).toEqual(['refused (proven): another model']);
    expect(connection.take()).toEqual([
      refusedFrame(new DiscoError('HANDSHAKE_REFUSED', 'another model'), nonces, TOKEN),
    ]);
  });

  it('does not hide a bug of its own', () => {
    const fault = new TypeError('a fault');
    const { connection, nonce } = dialler({
      welcomed() {
        throw fault;
      },
    });
    const welcome = welcomeFrame(introduction(0), { listener: NONCE, dialler: nonce }, TOKEN);
    expect(() => connection.events.packet(welcome)).toThrow(fault);
  });

  it('sends an introduction of at most 64 KiB', () => {
    const told = (length: number): Introduction => ({ ...introduction(1), identity: [['seed', 'x'.repeat(length)]] });
    const nonces = { listener: NONCE, dialler: NONCE };
    const rest = helloFrame(told(0), nonces, TOKEN).length;
    expect(helloFrame(told(MOST_HANDSHAKE_BYTES - rest), nonces, TOKEN)).toHaveLength(MOST_HANDSHAKE_BYTES);
    expect(() => helloFrame(told(MOST_HANDSHAKE_BYTES - rest + 1), nonces, TOKEN)).toThrow(
      expect.objectContaining({ code: 'FRAME_TOO_LARGE' }),
    );
  });
});
