import { setTimeout as pause } from 'node:timers/promises';
import { DiscoError } from '@disco-engine/kernel';
import { describe, expect, it } from 'vitest';
import { greet } from '../../src/session/greeting.js';
import { Company, errorOf, guestOf, until } from './company.js';
import { FakeConnection } from './fake-connection.js';
import { MemoryConnection } from './memory-connection.js';

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

  it('does not name an address if it knows none', async () => {
    const company = new Company(3, { openWithin: 20 });
    const error = errorOf(company.add(0, { addresses: ['', '', 'ws://there:2'] }).endpoint.open());
    expect((await error).message).toContain('to worker 1, worker 2 at ws://there:2; check');
  });

  it('has a different token, and says so at once', async () => {
    const company = new Company(2, { openWithin: 10_000 });
    const host = company.add(0, {}, { token: 'sixteen bytes, or more' });
    const guest = company.add(1, {}, { token: 'another token, and long' });
    const opened = Promise.allSettled([host.endpoint.open()]);
    expect(await errorOf(guest.endpoint.open())).toMatchObject({
      code: 'HANDSHAKE_REFUSED',
      message: expect.stringContaining('token') as string,
    });
    expect(guest.dialled).toHaveLength(1);
    expect([host.endpoint.turnedAwayCount, host.endpoint.lastTurnedAway]).toEqual([
      1,
      expect.stringContaining('does not have the same token'),
    ]);
    await host.endpoint.close();
    await opened;
  });

  it('has found another worker at an address', async () => {
    const company = new Company(3);
    company.add(1);
    company.mistaken.set(0, 1);
    company.away.add(1);
    expect(await errorOf(company.add(2).endpoint.open())).toMatchObject({
      code: 'HANDSHAKE_REFUSED',
      message: expect.stringContaining('worker 1 answered at ws://there:0') as string,
    });
  });

  it('tells its connected peers why, and stops dialling', async () => {
    const company = new Company(3);
    const [host, guest] = [company.add(0), company.add(1)];
    const [hostError, guestError] = [errorOf(host.endpoint.open()), errorOf(guest.endpoint.open())];
    await until(() => guest.dialled[0]?.[1].isTrusted === true);
    const other = company.add(2, { identity: [['seed', '8']] });
    company.away.add(1);
    const error = await errorOf(other.endpoint.open());
    expect(error.code).toBe('HANDSHAKE_REFUSED');
    expect([await hostError, await guestError].map(({ message }) => message)).toEqual([error.message, error.message]);
    const dialled = other.dialled.length;
    await pause(30);
    expect(other.dialled).toHaveLength(dialled);
    expect(company.members.flatMap(({ failures }) => failures)).toEqual([]);
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
    await Promise.all([host.endpoint.close(), host.endpoint.close()]);
    expect(company.released).toBe(1);
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

  it('does not wait for anybody if it is closed before it opens', async () => {
    const company = new Company(3, { closeWithin: 2 ** 30 });
    const host = company.add(1);
    const connection = new FakeConnection();
    host.endpoint.admit({ ...guestOf(2), workers: 3 }).attach(connection);
    await host.endpoint.close();
    expect(company.released).toBe(1);
    expect(connection.isClosedGently).toBe(true);
    expect(connection.sent.at(-1)?.toString()).toContain('worker 1 was closed before all workers were connected');
    expect(() => host.endpoint.admit({ ...guestOf(2), workers: 3 })).toThrow(
      expect.objectContaining({ code: 'WORKER_LOST' }),
    );
  }, 10_000);

  it('may be closed as the last peer connects', async () => {
    const host = new Company(2).add(0);
    const error = errorOf(host.endpoint.open());
    host.endpoint.admit(guestOf(1)).attach(new FakeConnection());
    await host.endpoint.close();
    expect(await error).toMatchObject({
      code: 'TRANSPORT_CLOSED',
      message: 'worker 0 was closed before it had opened',
    });
  });

  it('may have an identity that is too long', () => {
    expect(() => new Company(2).add(0, { identity: [['seed', 'x'.repeat(70_000)]] })).toThrow(
      expect.objectContaining({ code: 'FRAME_TOO_LARGE' }),
    );
  });

  it('dials again in time when a connection hangs in its handshake', async () => {
    const company = new Company(2, { openWithin: 2_000, lostAfter: 2_000, handshakeWithin: 5_000 });
    company.add(0);
    const guest = company.add(1);
    company.impostors.set(0, () => void company.impostors.delete(0));
    await company.open();
    expect(guest.dialled).toHaveLength(2);
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
    const guest = guestOf(1);
    const { own } = endpoint.admit(guest);
    expect(own).toMatchObject({ ...guest, worker: 0, session: own.session, knows: guest.session });
    expect(own.session).toMatch(/^[0-9a-f]{32}$/);
    expect(own.session).not.toBe(new Company(2, options).add(0).endpoint.admit(guest).own.session);
  });
});
