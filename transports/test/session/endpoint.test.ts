import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { DiscoError, ExchangeMessage, type Seat } from '@disco-engine/kernel';
import { describe, expect, it, onTestFinished } from 'vitest';
import { greet } from '../../src/session/greeting.js';
import type { Introduction } from '../../src/session/handshake-frames.js';
import { SessionEndpoint } from '../../src/session/session-endpoint.js';
import { sessionSettings, type SessionTransportOptions } from '../../src/session/session-options.js';
import { MemoryConnection } from './memory-connection.js';

const SCHEMES = { plain: 'ws', secure: 'wss' };

interface Member {
  readonly endpoint: SessionEndpoint;
  /** Sequence numbers, each preceded by the number of the sender. */
  readonly seen: string[];
  readonly failures: DiscoError[];
  /** Both ends of each connection that this worker has dialled. */
  readonly dialled: (readonly [near: MemoryConnection, far: MemoryConnection])[];
}

/** Workers that dial each other in memory. A worker that is away cannot be reached. */
class Company {
  readonly members: Member[] = [];
  readonly away = new Set<number>();
  released = 0;

  constructor(
    readonly workers: number,
    private readonly options: Partial<SessionTransportOptions> = {},
  ) {
    onTestFinished(async () => void (await Promise.all(this.members.map(async ({ endpoint }) => endpoint.close()))));
  }

  add(worker: number, seat: Partial<Seat> = {}, options: Partial<SessionTransportOptions> = {}): Member {
    const settings = sessionSettings({ listen: 'unix:/nowhere', ...this.options, ...options }, SCHEMES);
    const [seen, failures]: [string[], DiscoError[]] = [[], []];
    const receiver = {
      message: (from: number, { sequence }: ExchangeMessage) => void seen.push(`${from}: ${sequence}`),
      failed: (error: DiscoError) => void failures.push(error),
    };
    const dialled: Member['dialled'] = [];
    const own = { worker, workers: this.workers, identity: [['seed', '7']] as const, ...seat };
    const endpoint = new SessionEndpoint(own, receiver, settings, {
      addressOf: (other) => (other < worker ? `ws://there:${other}` : undefined),
      connect: (other) => {
        const pair = MemoryConnection.pair();
        dialled.push(pair);
        const host = this.members[other];
        if (host === undefined || this.away.has(other)) pair[1].terminate();
        else greet(pair[1], host.endpoint);
        return pair[0];
      },
      close: async () => void (this.released += 1),
    });
    return (this.members[worker] = { endpoint, seen, failures, dialled });
  }

  async open(): Promise<void> {
    await Promise.all(this.members.map(async ({ endpoint }) => endpoint.open()));
  }
}

function numbered(sequence: number, workers: number): ExchangeMessage {
  const message = new ExchangeMessage(workers);
  message.sequence = sequence;
  return message;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(1);
}

async function errorOf(promise: Promise<unknown>): Promise<DiscoError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof DiscoError) return error;
  throw new Error('it did not fail with a DiscoError', { cause: error });
}

describe('workers of a run', () => {
  it('are open when all are connected, each pair over one connection, and deliver in order', async () => {
    const company = new Company(3);
    const [first, second, third] = [company.add(0), company.add(1), company.add(2)];
    await company.open();
    expect([first, second, third].map(({ dialled }) => dialled.length)).toEqual([0, 1, 2]);
    for (const sequence of [1, 2]) {
      third.endpoint.send(0, numbered(sequence, 3));
      first.endpoint.send(2, numbered(sequence, 3));
    }
    await until(() => first.seen.length + third.seen.length === 4);
    expect([first.seen, second.seen, third.seen]).toEqual([['2: 1', '2: 2'], [], ['0: 1', '0: 2']]);
  });

  it('wait for the last one, and dial it until it arrives', async () => {
    const company = new Company(2);
    const late = company.add(1);
    const opened = late.endpoint.open();
    await until(() => late.dialled.length >= 2);
    const early = company.add(0);
    await Promise.all([early.endpoint.open(), opened]);
    expect(late.failures).toEqual([]);
  });

  it('receive nothing before `open` has returned, and then everything that arrived meanwhile', async () => {
    const company = new Company(3);
    const [host, guest] = [company.add(0), company.add(1)];
    const opened = host.endpoint.open();
    const guestOpened = guest.endpoint.open();
    await until(() => guest.dialled[0]?.[1].isTrusted === true);
    guest.endpoint.send(0, numbered(1, 3));
    await pause(5);
    expect(host.seen).toEqual([]);
    company.add(2);
    const lastOpened = company.members[2]?.endpoint.open();
    await opened;
    expect(host.seen).toEqual([]);
    await Promise.all([guestOpened, lastOpened]);
    await until(() => host.seen.length > 0);
    expect(host.seen).toEqual(['1: 1']);
  });

  it('disconnect a worker that sends too much before they are open', async () => {
    const company = new Company(3, { maxUnackedBytes: 2000 });
    const [host, guest] = [company.add(0), company.add(1, {}, { maxUnackedBytes: 2 ** 20 })];
    const hostError = errorOf(host.endpoint.open());
    const guestError = errorOf(guest.endpoint.open());
    await until(() => guest.dialled[0]?.[1].isTrusted === true);
    for (let sequence = 1; sequence <= 40; sequence++) guest.endpoint.send(0, numbered(sequence, 3));
    expect(await hostError).toMatchObject({
      code: 'PROTOCOL_VIOLATION',
      message: expect.stringMatching(/^worker 1 has sent 2\d\d\d bytes before all workers were connected$/) as string,
    });
    expect(await guestError).toMatchObject({ code: 'PROTOCOL_VIOLATION' });
  });

  it('continue over a new connection if one breaks, and lose nothing', async () => {
    const company = new Company(2);
    const [host, guest] = [company.add(0), company.add(1)];
    await company.open();
    guest.endpoint.send(0, numbered(1, 2));
    await until(() => host.seen.length === 1);
    guest.dialled[0]?.[0].terminate();
    guest.endpoint.send(0, numbered(2, 2));
    host.endpoint.send(1, numbered(1, 2));
    await until(() => host.seen.length + guest.seen.length === 3);
    expect([host.seen, guest.seen]).toEqual([['1: 1', '1: 2'], ['0: 1']]);
    expect(guest.dialled).toHaveLength(2);
    expect([...host.failures, ...guest.failures]).toEqual([]);
  });

  it('deliver before they leave, and do not count as failed', async () => {
    const company = new Company(2);
    const [host, guest] = [company.add(0), company.add(1)];
    await company.open();
    await turn();
    guest.endpoint.send(0, numbered(1, 2));
    await guest.endpoint.close();
    expect(host.seen).toEqual(['1: 1']);
    expect(host.failures).toEqual([]);
    await host.endpoint.close();
    await host.endpoint.close();
    expect(company.released).toBe(2);
  });

  it('receive nothing more once they leave', async () => {
    const company = new Company(2);
    const [host, guest] = [company.add(0), company.add(1)];
    await company.open();
    await pause(1);
    const left = host.endpoint.close();
    guest.endpoint.send(0, numbered(1, 2));
    await left;
    expect(host.seen).toEqual([]);
  });

  it('leave after a while even if the other side cannot be reached', async () => {
    const company = new Company(2, { closeWithin: 20 });
    const guest = (company.add(0), company.add(1));
    await company.open();
    company.away.add(0);
    guest.dialled[0]?.[0].terminate();
    await guest.endpoint.close();
    const dialled = guest.dialled.length;
    await pause(30);
    expect(guest.dialled).toHaveLength(dialled);
    expect(guest.failures).toEqual([]);
  });

  it('report a worker that stays away', async () => {
    const company = new Company(2, { lostAfter: 40 });
    const [host, guest] = [company.add(0), company.add(1)];
    await company.open();
    company.away.add(0);
    guest.dialled[0]?.[0].terminate();
    await until(() => guest.failures.length + host.failures.length === 2);
    expect(guest.failures).toMatchObject([
      { code: 'WORKER_LOST', message: expect.stringContaining('worker 0 at ws://there:0 has had no') as string },
    ]);
    expect(host.failures).toMatchObject([
      { code: 'WORKER_LOST', message: expect.stringMatching(/^worker 1 has had no/) as string },
    ]);
    const dialled = guest.dialled.length;
    await pause(50);
    expect(guest.dialled).toHaveLength(dialled);
  });

  it('report a worker that was restarted', async () => {
    const company = new Company(2, { closeWithin: 20 });
    const guest = (company.add(0), company.add(1));
    const old = company.members[0];
    await company.open();
    company.add(0);
    guest.dialled[0]?.[0].terminate();
    await until(() => guest.failures.length > 0);
    expect(guest.failures).toMatchObject([
      { code: 'WORKER_LOST', message: expect.stringContaining('worker 0 was restarted') as string },
    ]);
    await old?.endpoint.close();
  });

  it('refuse to send to themselves, to an unknown worker, and after they have closed', async () => {
    const company = new Company(2);
    const host = (company.add(0), company.add(1), company.members[0]);
    await company.open();
    for (const to of [0, 2])
      expect(() => host?.endpoint.send(to, numbered(1, 2))).toThrow(
        expect.objectContaining({ code: 'WORKER_UNKNOWN' }),
      );
    await host?.endpoint.close();
    expect(() => host?.endpoint.send(1, numbered(1, 2))).toThrow(expect.objectContaining({ code: 'TRANSPORT_CLOSED' }));
  });
});

describe('a worker that cannot open', () => {
  it('names the workers it could not connect to, and why', async () => {
    const company = new Company(4, { openWithin: 150 });
    company.add(1);
    const error = errorOf(company.add(2).endpoint.open());
    company.members[1]?.endpoint.open().catch(() => {});
    expect(await error).toMatchObject({
      code: 'WORKER_UNREACHABLE',
      message: expect.stringContaining(
        'worker 2 had no connection within 150 ms to worker 0 at ws://there:0 (the other end was closed), worker 3; check',
      ) as string,
    });
    expect(company.released).toBeGreaterThan(0);
  });

  it('says how many others were turned away, and why the last one was', async () => {
    const company = new Company(2, { openWithin: 150 });
    const host = company.add(0);
    const error = errorOf(host.endpoint.open());
    for (let count = 0; count < 2; count++) {
      const [near, far] = MemoryConnection.pair();
      greet(far, host.endpoint);
      near.send(Buffer.alloc(0));
    }
    expect((await error).message).toContain(
      'worker 1; 2 connections were turned away, the last one because: a packet is',
    );
  });

  it('needs nobody in a run of one worker', async () => {
    const company = new Company(1);
    company.add(0);
    await company.open();
    expect(company.released).toBe(0);
  });

  it('must agree on wire limits with all others, or the error appears on both sides', async () => {
    const company = new Company(2);
    const host = company.add(0, {}, { limits: { maxEvents: 5 } });
    const guest = company.add(1, {}, { limits: { maxEvents: 6 } });
    const errors = await Promise.all([errorOf(host.endpoint.open()), errorOf(guest.endpoint.open())]);
    for (const error of errors)
      expect(error).toMatchObject({
        code: 'HANDSHAKE_REFUSED',
        message: expect.stringContaining('maxEvents is "5" on worker 0, but "6" on worker 1') as string,
      });
  });

  it('may be closed while it opens, or before', async () => {
    const company = new Company(2, { closeWithin: 20 });
    const [host, guest] = [company.add(0), company.add(1)];
    const error = errorOf(host.endpoint.open());
    await host.endpoint.close();
    expect(await error).toMatchObject({
      code: 'TRANSPORT_CLOSED',
      message: 'worker 0 was closed before all workers were connected',
    });
    await guest.endpoint.close();
    expect(await errorOf(guest.endpoint.open())).toMatchObject({
      code: 'TRANSPORT_CLOSED',
      message: 'worker 1 was closed before it had opened',
    });
    expect(guest.dialled).toEqual([]);
  });

  it('may have an identity that is too long', () => {
    expect(() => new Company(2).add(0, { identity: [['seed', 'x'.repeat(70_000)]] })).toThrow(
      expect.objectContaining({ code: 'FRAME_TOO_LARGE' }),
    );
  });

  it('keeps waiting when a worker arrives that has no place in the run', async () => {
    const company = new Company(2, { openWithin: 150 });
    const host = company.add(0);
    const error = errorOf(host.endpoint.open());
    host.endpoint.refused(new DiscoError('WORKER_TAKEN', 'there is one already'));
    expect(await error).toMatchObject({ code: 'WORKER_UNREACHABLE' });
  });
});

describe('what a worker says about itself', () => {
  it('is its seat, and what it knows about its peer', () => {
    const options = { closeWithin: 1 };
    const { endpoint } = new Company(2, options).add(0);
    const identity: Introduction['identity'] = [
      ['seed', '7'],
      ['maxFrameBytes', '16777216'],
      ['maxEvents', '1000000'],
      ['maxValues', '1000000'],
    ];
    const guest = { wire: 1, worker: 1, workers: 2, session: 'a'.repeat(32), knows: '', received: 0, identity };
    const { own } = endpoint.admit(guest);
    expect(own).toMatchObject({ wire: 1, worker: 0, workers: 2, knows: guest.session, received: 0, identity });
    expect(own.session).toMatch(/^[0-9a-f]{32}$/);
    expect(own.session).not.toBe(new Company(2, options).add(0).endpoint.admit(guest).own.session);
  });
});
