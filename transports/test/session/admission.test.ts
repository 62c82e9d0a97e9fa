import { DiscoError, type Seat } from '@disco-engine/kernel';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { checkGuest, checkHost } from '../../src/session/admission.js';
import type { Introduction } from '../../src/session/handshake-frames.js';
import { PeerLink } from '../../src/session/peer-link.js';
import { MessageCodec } from '../../src/wire/message-codec.js';
import { WIRE_VERSION, wireLimits } from '../../src/wire/wire-limits.js';
import { SYSTEM } from './system.js';

const [OWN, THEIRS, OTHER] = ['0', 'a', 'b'].map((digit) => digit.repeat(32)) as [string, string, string];
const BOUNDS = { ...SYSTEM, heartbeat: 60_000, lostAfter: 60_000, maxUnackedBytes: 2 ** 20, maxFrameBytes: 2 ** 20 };

const introduction = (worker: number, changes: Partial<Introduction> = {}): Introduction => ({
  wire: WIRE_VERSION,
  worker,
  workers: 3,
  session: THEIRS,
  knows: '',
  received: 0,
  identity: [['seed', '7']],
  ...changes,
});

const seat: Seat = { worker: 1, workers: 3, identity: [['seed', '7']] };

function linkTo(worker: number): PeerLink {
  const link = new PeerLink(worker, `worker ${worker}`, 3, BOUNDS, {
    codec: new MessageCodec(3, wireLimits()),
    receiver: { message() {}, failed() {} },
    disconnected() {},
    failed() {},
  });
  onTestFinished(() => link.session.end());
  return link;
}

describe('a worker that dials', () => {
  let link: PeerLink;
  beforeEach(() => void (link = linkTo(2)));
  const check = (guest: Introduction, of: PeerLink | undefined = link): PeerLink => checkGuest(seat, OWN, of, guest);
  const refusal = (guest: Introduction, of?: PeerLink): unknown => {
    try {
      check(guest, of);
    } catch (error) {
      return error;
    }
    return undefined;
  };

  it('is admitted for the first time, and again as long as both sides are unchanged', () => {
    expect(check(introduction(2))).toBe(link);
    link.theirSession = THEIRS;
    expect(check(introduction(2, { knows: OWN }))).toBe(link);
  });

  it('must have a higher number than the one that it dials', () => {
    for (const number of [0, 1])
      expect(refusal(introduction(number), linkTo(number))).toMatchObject({
        code: 'HANDSHAKE_REFUSED',
        message: expect.stringContaining(`worker ${number} of 3 must not dial worker 1 of 3`) as string,
      });
  });

  it('must be a worker of the run', () => {
    expect(() => checkGuest(seat, OWN, undefined, introduction(5, { workers: 6 }))).toThrow(
      expect.objectContaining({
        code: 'HANDSHAKE_REFUSED',
        message: expect.stringContaining('worker 5 of 6 must not dial worker 1 of 3') as string,
      }),
    );
  });

  it('must run the same thing', () => {
    expect(refusal(introduction(2, { identity: [['seed', '8']] }))).toMatchObject({
      code: 'HANDSHAKE_REFUSED',
      message: expect.stringContaining('seed is "7" on worker 1, but "8" on worker 2') as string,
    });
  });

  it('must not have the number of a worker that has joined', () => {
    link.theirSession = OTHER;
    expect(refusal(introduction(2))).toMatchObject({ code: 'WORKER_TAKEN' });
  });

  it('must not mistake this worker for its predecessor', () => {
    expect(refusal(introduction(2, { knows: OTHER }))).toMatchObject({
      code: 'WORKER_LOST',
      message: expect.stringContaining('worker 1 was restarted') as string,
    });
  });

  it('is told why it was disconnected', () => {
    link.session.end(new DiscoError('FRAME_INVALID', 'it is wrong'));
    expect(refusal(introduction(2))).toMatchObject({
      code: 'WORKER_LOST',
      message: 'worker 1 has disconnected worker 2: it is wrong [FRAME_INVALID]',
    });
  });

  it('must not have received what was not sent', () => {
    expect(refusal(introduction(2, { received: 1 }))).toMatchObject({
      code: 'PROTOCOL_VIOLATION',
      message: expect.stringContaining('worker 2 cannot continue from message 1') as string,
    });
  });
});

describe('a worker that was dialled', () => {
  let link: PeerLink;
  beforeEach(() => void (link = linkTo(0)));
  const check = (host: Introduction): void => checkHost(seat, 'ws://there:1', link, host);

  it('is accepted for the first time, and again as long as it is the same', () => {
    expect(() => check(introduction(0))).not.toThrow();
    link.theirSession = THEIRS;
    expect(() => check(introduction(0))).not.toThrow();
  });

  it.each([
    ['runs something else', { identity: [['seed', '8']] }, 'HANDSHAKE_REFUSED', 'seed is "7" on worker 1'],
    [
      'has a different number',
      { worker: 2 },
      'HANDSHAKE_REFUSED',
      'worker 2 answered at ws://there:1 instead of worker 0',
    ],
    [
      'has received what was not sent',
      { received: 3 },
      'PROTOCOL_VIOLATION',
      'worker 0 cannot continue from message 3',
    ],
  ] as const)('is refused if it %s', (_, changes, code, message) => {
    expect(() => check(introduction(0, changes))).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) as string }),
    );
  });

  it('is lost if it was restarted', () => {
    link.theirSession = OTHER;
    expect(() => check(introduction(0))).toThrow(
      expect.objectContaining({
        code: 'WORKER_LOST',
        message: expect.stringContaining('worker 0 was restarted') as string,
      }),
    );
  });
});
