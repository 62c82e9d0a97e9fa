import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { DiscoError } from '@disco-engine/kernel';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { NONCE_BYTES } from '../../src/security/proof.js';
import { NO_EVENTS } from '../../src/session/connection.js';
import { challengeFrame, refusedFrame } from '../../src/session/handshake-frames.js';
import { Company, errorOf, numbered, until } from './company.js';

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

  it('tell which connections are broken, for how long and why', async () => {
    const company = new Company(3, { heartbeat: 40, lostAfter: 60_000 });
    const [host, , guest] = [company.add(0, { addresses: ['ws://a:1'] }), company.add(1), company.add(2)];
    await company.open();
    expect(guest.endpoint.brokenLinks()).toEqual([]);
    company.away.add(0);
    guest.dialled[0]?.[0].terminate();
    await until(() => (guest.endpoint.brokenLinks()[0]?.milliseconds ?? 0) >= 40);
    expect(guest.endpoint.brokenLinks()).toEqual([
      {
        worker: 0,
        address: 'ws://there:0',
        milliseconds: expect.any(Number) as number,
        reason: expect.stringMatching(/^this end was closed; last attempt: .*the other end was closed/) as string,
      },
    ]);
    expect(host.endpoint.brokenLinks()).toMatchObject([{ worker: 2, reason: 'the other end was closed' }]);
    company.away.delete(0);
    await until(() => guest.endpoint.brokenLinks().length === 0);
    expect(host.endpoint.brokenLinks()).toEqual([]);
    expect([...host.failures, ...guest.failures]).toEqual([]);
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

  it('leave no timer behind', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const company = new Company(2);
    company.add(0);
    company.add(1);
    await company.open();
    const closed = Promise.all(company.members.map(async ({ endpoint }) => endpoint.close()));
    await until(() => company.released === 2);
    await closed;
    expect(vi.getTimerCount()).toBe(0);
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

  it('cut the connection if nobody answers while they leave, and leave no timer behind', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const company = new Company(2, { closeWithin: 500, heartbeat: 60_000 });
    const [host, guest] = [company.add(0), company.add(1)];
    await company.open();
    const silent = guest.dialled[0]?.[1];
    if (silent !== undefined) silent.events = NO_EVENTS;
    const left = guest.endpoint.close();
    await turn();
    vi.advanceTimersByTime(499);
    await turn();
    expect(guest.dialled[0]?.[0].isOpen).toBe(true);
    vi.advanceTimersByTime(1);
    await left;
    expect(guest.dialled[0]?.[0].isOpen).toBe(false);
    // What is left is the timer by which the other worker judges its connection.
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(60_000);
    void host.endpoint.close();
    vi.advanceTimersByTime(500);
    await host.endpoint.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('report no lost worker while they leave', async () => {
    const company = new Company(2, { closeWithin: 200 });
    const guest = (company.add(0), company.add(1));
    await company.open();
    company.add(0);
    guest.dialled[0]?.[0].terminate();
    const left = guest.endpoint.close();
    await left;
    expect(guest.dialled.length).toBeGreaterThan(1);
    expect(guest.failures).toEqual([]);
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

  it('report a worker that was restarted, once', async () => {
    const company = new Company(2, { closeWithin: 20, lostAfter: 200 });
    const guest = (company.add(0), company.add(1));
    const old = company.members[0];
    await company.open();
    company.add(0);
    guest.dialled[0]?.[0].terminate();
    await until(() => guest.failures.length > 0);
    expect(guest.failures).toMatchObject([
      { code: 'WORKER_LOST', message: expect.stringContaining('worker 0 was restarted') as string },
    ]);
    const dialled = guest.dialled.length;
    await pause(300);
    expect([guest.failures.length, guest.dialled.length]).toEqual([1, dialled]);
    await old?.endpoint.close();
  });

  it('do not believe a peer that cannot prove that it belongs to the run', async () => {
    const company = new Company(2, { token: 'sixteen bytes, or more' });
    const [host, guest] = [company.add(0), company.add(1)];
    await company.open();
    let refusals = 0;
    company.impostors.set(0, (connection) => {
      connection.send(challengeFrame(new Uint8Array(NONCE_BYTES)));
      connection.events = {
        ...NO_EVENTS,
        packet() {
          refusals += 1;
          connection.send(refusedFrame(new DiscoError('WORKER_LOST', 'go away')));
        },
      };
    });
    guest.dialled[0]?.[0].terminate();
    guest.endpoint.send(0, numbered(1, 2));
    await until(() => refusals >= 2);
    company.impostors.clear();
    await until(() => host.seen.length > 0);
    expect([host.seen, guest.failures]).toEqual([['1: 1'], []]);
  });

  it('continue when a worker arrives that runs something else', async () => {
    const company = new Company(2);
    const [host, guest] = [company.add(0), company.add(1)];
    await company.open();
    const late = company.add(1, { identity: [['seed', '8']] });
    expect(await errorOf(late.endpoint.open())).toMatchObject({ code: 'HANDSHAKE_REFUSED' });
    guest.endpoint.send(0, numbered(1, 2));
    await until(() => host.seen.length > 0);
    expect([host.failures, guest.failures]).toEqual([[], []]);
    await guest.endpoint.close();
  });

  it('can still introduce themselves after a break if the first introduction just fits', async () => {
    const company = new Company(2);
    const fits = (length: number): boolean => {
      try {
        for (const worker of [0, 1]) company.add(worker, { identity: [['seed', 'x'.repeat(length)]] });
        return true;
      } catch {
        return false;
      }
    };
    // The longest one that fits is between these two.
    let [short, long] = [60_000, 65_536];
    while (long - short > 1) {
      const middle = Math.floor((short + long) / 2);
      if (fits(middle)) short = middle;
      else long = middle;
    }
    expect([fits(long), fits(short)]).toEqual([false, true]);
    const [host, guest] = company.members;
    await company.open();
    for (const sequence of [1, 2]) {
      guest?.endpoint.send(0, numbered(sequence, 2));
      await until(() => host?.seen.length === sequence);
      guest?.dialled.at(-1)?.[0].terminate();
    }
    guest?.endpoint.send(0, numbered(3, 2));
    await until(() => host?.seen.length === 3);
    expect([host?.failures, guest?.failures]).toEqual([[], []]);
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
