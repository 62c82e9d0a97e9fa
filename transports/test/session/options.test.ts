import { describe, expect, it } from 'vitest';
import { sessionKind } from '../../src/session/session-kind.js';
import { sessionSettings, type SessionTransportOptions } from '../../src/session/session-options.js';
import { SYSTEM } from './system.js';
import { InProcessTransport } from '@disco-engine/transports';

const SCHEMES = { plain: 'ws', secure: 'wss' };
const settingsOf = (options: Partial<SessionTransportOptions>) =>
  sessionSettings({ listen: 'unix:/run/0.sock', ...options }, SCHEMES);

function problemsOf(options: Partial<SessionTransportOptions>): readonly string[] {
  try {
    settingsOf(options);
  } catch (error) {
    const { code, problems } = error as { code: string; problems: readonly { code: string; message: string }[] };
    return [code, ...problems.map(({ code: inner, message }) => `${inner}: ${message}`)];
  }
  return [];
}

describe('the settings of a session transport', () => {
  it('default to the documented values', () => {
    expect(settingsOf({})).toEqual({
      openWithin: 30_000,
      lostAfter: 10_000,
      heartbeat: 1000,
      closeWithin: 2000,
      handshakeWithin: 5000,
      maxStrangers: 128,
      maxUnackedBytes: 256 * 1024 * 1024,
      wire: { maxFrameBytes: 16 * 1024 * 1024, maxEvents: 1_000_000, maxValues: 1_000_000 },
      token: undefined,
      ...SYSTEM,
    });
  });

  it('are those given', () => {
    const token = Buffer.from('sixteen bytes, or more');
    expect(settingsOf({ heartbeat: 1, lostAfter: 2 ** 31 - 1, token, limits: { maxEvents: 7 } })).toMatchObject({
      heartbeat: 1,
      lostAfter: 2 ** 31 - 1,
      openWithin: 30_000,
      wire: { maxEvents: 7, maxValues: 1_000_000 },
      token,
    });
  });

  it.each([0, -1, 1.5, NaN, 2 ** 31])('must be whole numbers that a timer accepts, which %s is not', (heartbeat) => {
    const message = `heartbeat is ${heartbeat}; it must be a whole number from 1 to 2147483647`;
    expect(problemsOf({ heartbeat })).toEqual(['TRANSPORT_INVALID', `TRANSPORT_INVALID: ${message}`]);
  });

  it('are refused with all problems at once', () => {
    const problems = problemsOf({ listen: 'nowhere', peers: ['ws://host:1', 'pigeon://'], heartbeat: 0, lostAfter: 0 });
    for (const part of [`'nowhere'`, `'pigeon://'`, 'heartbeat is 0', 'lostAfter is 0'])
      expect(problems.filter((problem) => problem.includes(part))).toHaveLength(1);
  });
});

describe('a kind of session transport', () => {
  const made: SessionTransportOptions[] = [];
  const kind = sessionKind({
    name: 'net',
    schemes: SCHEMES,
    module: 'file:///net.js',
    make(options) {
      made.push(options);
      return new InProcessTransport();
    },
  });

  it('connects workers anywhere, in a folder of the launcher', () => {
    expect(kind).toMatchObject({ name: 'net', schemes: SCHEMES, module: 'file:///net.js', needsFolder: true });
    expect([...kind.hosts].sort()).toEqual(['objects', 'processes', 'threads']);
  });

  it('lets each worker of each run listen at its own path', async () => {
    const plans = await Promise.all([0, 1].map(async (run) => kind.prepare({ workers: 3, run, folder: '/run/disco' })));
    const paths = plans.flatMap((launch) => launch.plans.map(({ listen }) => listen));
    expect(new Set(paths).size).toBe(6);
    for (const path of paths) expect(path).toMatch(/^unix:\/run\/disco\/[^/]+$/);
  });

  it('creates a transport from the plan, within the limits of the run', async () => {
    await kind.make({ listen: 'unix:/a', lostAfter: 5, heartbeat: 7 }, { lostAfter: 6 });
    expect(made).toEqual([{ listen: 'unix:/a', lostAfter: 6, heartbeat: 7 }]);
  });
});
