import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { entryAt } from '@disco-engine/kernel';
import { Meeting, upTo } from './meeting.js';
import type { TransportSetup } from './transport-setup.js';

/** What a transport over connections must survive. */
export function describeRoughConnections(setup: TransportSetup): void {
  describe(`${setup.title}, badly treated`, () => {
    it('delivers each message once and in order while connections are cut a hundred times', async () => {
      const meeting = await Meeting.hold(setup, 2, { proxied: true });
      const left = entryAt(meeting.inboxes, 0);
      const right = entryAt(meeting.inboxes, 1);
      const proxy = entryAt(meeting.proxies, 0);
      const count = 3000;
      let cuts = 0;
      let nextCut = 30;
      let sent = 0;
      // Each arriving message triggers the next cut, so that cuts hit messages in flight; the echo keeps both
      // directions busy.
      left.onMessage = (_, { sequence }) => {
        meeting.send(0, 1, sequence);
        if (cuts < 100 && sequence >= nextCut && proxy.isInUse) {
          proxy.cut();
          cuts += 1;
          nextCut = sequence + 30;
        }
        if (sent < count || cuts < 100) meeting.send(1, 0, ++sent, 'x'.repeat(sent % 300));
      };
      while (sent < 100) meeting.send(1, 0, ++sent);
      await left.until(() => cuts === 100 && sent >= count && left.seen[1]?.length === sent);
      await right.messages(0, sent);
      expect(proxy.connections).toBeGreaterThan(100);
      expect(left.seen[1]).toEqual(upTo(sent));
      expect(right.seen[0]).toEqual(upTo(sent));
      expect([...left.failures, ...right.failures]).toEqual([]);
      expect(await meeting.close()).toEqual([]);
    });

    it('repeats messages that arrive damaged, and delivers none of them', async () => {
      const meeting = await Meeting.hold(setup, 2, { proxied: true, heartbeat: 200 });
      const left = entryAt(meeting.inboxes, 0);
      const right = entryAt(meeting.inboxes, 1);
      const proxy = entryAt(meeting.proxies, 0);
      const payload = (sequence: number): string => String(sequence).repeat(5000);
      const intact: boolean[] = [];
      left.onMessage = (_, message) => {
        intact.push(JSON.stringify(message).includes(payload(message.sequence)));
        if (message.sequence === 40) proxy.damage(Infinity);
      };
      proxy.damage(150_001);
      for (const sequence of upTo(80)) meeting.send(1, 0, sequence, payload(sequence));
      // A bit that flips in the transport's framing rather than in a packet may end the session with an error instead.
      await left.until(() => left.seen[1]?.length === 80 || left.failures.length + right.failures.length > 0);
      expect(proxy.connections).toBeGreaterThan(1);
      expect(left.seen[1]).toEqual(upTo(left.seen[1]?.length ?? 0));
      expect(intact).not.toContain(false);
      await meeting.close();
    });

    it('keeps a connection whose peer has proved itself beyond the time for strangers', async () => {
      const meeting = await Meeting.hold(setup, 2, { proxied: true, handshakeWithin: 500 });
      const { connections } = entryAt(meeting.proxies, 0);
      await pause(700);
      meeting.send(1, 0, 1);
      await entryAt(meeting.inboxes, 0).messages(1, 1);
      expect(entryAt(meeting.proxies, 0).connections).toBe(connections);
      await meeting.close();
    });

    it('delivers late what is held up on the way', async () => {
      const meeting = await Meeting.hold(setup, 2, { proxied: true });
      entryAt(meeting.proxies, 0).delay(20);
      for (const sequence of upTo(100)) meeting.send(1, 0, sequence);
      meeting.send(0, 1, 1);
      await Promise.all([entryAt(meeting.inboxes, 0).messages(1, 100), entryAt(meeting.inboxes, 1).messages(0, 1)]);
      expect(entryAt(meeting.inboxes, 0).seen[1]).toEqual(upTo(100));
      entryAt(meeting.proxies, 0).delay(0);
      await meeting.close();
    });

    it('keeps messages for a peer that reads nothing for a while, and loses none', async () => {
      const meeting = await Meeting.hold(setup, 2, { proxied: true, heartbeat: 60_000 });
      const left = entryAt(meeting.inboxes, 0);
      left.keepsPayloads = false;
      entryAt(meeting.proxies, 0).stall();
      const payload = new Uint8Array(2 ** 18);
      for (const sequence of upTo(100)) meeting.send(1, 0, sequence, payload);
      await pause(50);
      expect(left.seen[1] ?? []).not.toContain(100);
      entryAt(meeting.proxies, 0).resume();
      await left.messages(1, 100);
      expect(left.seen[1]).toEqual(upTo(100));
      await meeting.close();
    });

    it('gives up on a peer that confirms nothing, before the memory is full', async () => {
      const meeting = await Meeting.hold(setup, 2, {
        proxied: true,
        heartbeat: 60_000,
        maxUnackedBytes: 2 ** 22,
        closeWithin: 50,
      });
      entryAt(meeting.proxies, 0).stall();
      const payload = new Uint8Array(2 ** 16);
      for (const sequence of upTo(100)) meeting.send(1, 0, sequence, payload);
      const right = entryAt(meeting.inboxes, 1);
      await right.until(() => right.failures.length > 0);
      expect(right.failures).toMatchObject([
        { code: 'WORKER_LOST', message: expect.stringMatching(/worker 0 .*not confirmed/) },
      ]);
      await meeting.close();
    });

    it('leaves a connection that has gone silent for a new one', async () => {
      const meeting = await Meeting.hold(setup, 2, { proxied: true, heartbeat: 30 });
      const proxy = entryAt(meeting.proxies, 0);
      expect(proxy.connections).toBe(1);
      proxy.stall();
      for (const sequence of upTo(20)) meeting.send(1, 0, sequence);
      for (const sequence of upTo(20)) meeting.send(0, 1, sequence);
      await Promise.all([entryAt(meeting.inboxes, 0).messages(1, 20), entryAt(meeting.inboxes, 1).messages(0, 20)]);
      expect(proxy.connections).toBeGreaterThan(1);
      expect(entryAt(meeting.inboxes, 0).seen[1]).toEqual(upTo(20));
      expect(entryAt(meeting.inboxes, 1).seen[0]).toEqual(upTo(20));
      await meeting.close();
    });

    it('does not mistake a handler that takes long for a dead peer', async () => {
      const meeting = await Meeting.hold(setup, 2, { proxied: true, heartbeat: 20, lostAfter: 100 });
      const left = entryAt(meeting.inboxes, 0);
      left.onMessage = (_, { sequence }) => {
        if (sequence !== 1) return;
        for (const end = performance.now() + 300; performance.now() < end;);
      };
      for (const sequence of upTo(3)) meeting.send(1, 0, sequence);
      await left.messages(1, 3);
      await pause(30);
      meeting.send(1, 0, 4);
      await left.messages(1, 4);
      expect(entryAt(meeting.proxies, 0).connections).toBe(1);
      expect(left.failures).toEqual([]);
      await meeting.close();
    });

    it('names a worker that has gone for good, on both sides', async () => {
      const meeting = await Meeting.hold(setup, 2, { proxied: true, lostAfter: 100, closeWithin: 50 });
      const proxy = entryAt(meeting.proxies, 0);
      proxy.refuse(true);
      proxy.cut();
      await Promise.all(meeting.inboxes.map(async (inbox) => inbox.until(() => inbox.failures.length > 0)));
      meeting.inboxes.forEach(({ failures }, own) =>
        expect(failures).toMatchObject([
          {
            code: 'WORKER_LOST',
            message: expect.stringContaining(`worker ${1 - own} at ${meeting.addresses[1 - own]}`),
          },
        ]),
      );
      expect(await meeting.close()).toEqual([]);
    });

    it('delivers before it closes, though the connection breaks', async () => {
      const meeting = await Meeting.hold(setup, 2, { proxied: true });
      for (const sequence of upTo(1000)) meeting.send(1, 0, sequence, 'x'.repeat(1000));
      entryAt(meeting.inboxes, 0).onMessage = (_, { sequence }) => {
        if (sequence === 500) entryAt(meeting.proxies, 0).cut();
      };
      await entryAt(meeting.endpoints, 1).close();
      expect(entryAt(meeting.inboxes, 0).seen[1]).toEqual(upTo(1000));
      expect(entryAt(meeting.inboxes, 0).failures).toEqual([]);
      await meeting.close();
    });

    it('ends a close in time, though nobody answers', async () => {
      const meeting = await Meeting.hold(setup, 2, { proxied: true, closeWithin: 50, heartbeat: 60_000 });
      entryAt(meeting.proxies, 0).stall();
      meeting.send(1, 0, 1);
      const start = performance.now();
      await Promise.all(meeting.endpoints.map(async (endpoint) => endpoint.close()));
      expect(performance.now() - start).toBeLessThan(3000);
      await meeting.close();
    });
  });
}
