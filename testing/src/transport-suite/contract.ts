import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { entryAt } from '@disco-engine/kernel';
import { Inbox } from './inbox.js';
import { Meeting, messageWith, upTo } from './meeting.js';
import { socketFolder } from './socket-folder.js';
import type { TransportSetup } from './transport-setup.js';

const handles = (): string[] => process.getActiveResourcesInfo().filter((name) => name.endsWith('Wrap'));
/** Handles of the process that runs the tests. */
const IDLE = handles().length;

/** What every transport must do. */
export function describeContract(setup: TransportSetup): void {
  describe(`${setup.title}, as every transport`, () => {
    it('delivers what three workers tell each other, in order and once', async () => {
      const meeting = await Meeting.hold(setup, 3);
      const pairs = [0, 1, 2].flatMap((from) => [0, 1, 2].filter((to) => to !== from).map((to) => [from, to] as const));
      for (const sequence of upTo(500)) for (const [from, to] of pairs) meeting.send(from, to, sequence, { from, to });
      await Promise.all(pairs.map(async ([from, to]) => entryAt(meeting.inboxes, to).messages(from, 500)));
      for (const [from, to] of pairs) expect(entryAt(meeting.inboxes, to).seen[from]).toEqual(upTo(500));
      expect(entryAt(meeting.inboxes, 1).payloads[0]).toMatchObject({ to: 1 });
      expect(await meeting.close()).toEqual([]);
    });

    it('delivers messages of a few bytes and of megabytes', async () => {
      const meeting = await Meeting.hold(setup, 2);
      const payloads = [1, 70_000, 0, 3_000_000, 65_536, 5].map((length) => new Uint8Array(length).fill(length % 251));
      payloads.forEach((payload, index) => meeting.send(1, 0, index + 1, payload));
      await entryAt(meeting.inboxes, 0).messages(1, payloads.length);
      const isSame = payloads.map((payload, index) =>
        Buffer.from(payload).equals(entryAt(meeting.inboxes, 0).payloads[index] as Buffer),
      );
      expect(isSame).toEqual(payloads.map(() => true));
      await meeting.close();
    });

    it('leaves no handle open', async () => {
      const meeting = await Meeting.hold(setup, 3);
      meeting.send(2, 0, 1);
      meeting.send(1, 2, 1);
      await Promise.all([entryAt(meeting.inboxes, 0).messages(2, 1), entryAt(meeting.inboxes, 2).messages(1, 1)]);
      if (setup.hasConnections) expect(handles().length).toBeGreaterThan(IDLE);
      await meeting.close();
      while (handles().length > IDLE) await turn();
      expect(handles()).toHaveLength(IDLE);
    });

    it('never calls a receiver from inside send', async () => {
      const meeting = await Meeting.hold(setup, 2);
      let isSending = false;
      const echo = (own: number): void => {
        const inbox = entryAt(meeting.inboxes, own);
        inbox.onMessage = (from, { sequence }) => {
          expect(isSending).toBe(false);
          isSending = true;
          if (sequence < 50) meeting.send(own, from, sequence + 1);
          isSending = false;
        };
      };
      echo(0);
      echo(1);
      meeting.send(0, 1, 1);
      await entryAt(meeting.inboxes, 0).messages(1, 25);
      expect([...entryAt(meeting.inboxes, 0).failures, ...entryAt(meeting.inboxes, 1).failures]).toEqual([]);
      await meeting.close();
    });

    it('delivers what was sent before close, and does not fail the others', async () => {
      const meeting = await Meeting.hold(setup, 3);
      for (const sequence of upTo(2000)) meeting.send(1, 0, sequence, 'x'.repeat(500));
      for (const sequence of upTo(2000)) meeting.send(1, 2, sequence, 'x'.repeat(500));
      await entryAt(meeting.endpoints, 1).close();
      await Promise.all([0, 2].map(async (to) => entryAt(meeting.inboxes, to).messages(1, 2000)));
      meeting.send(0, 1, 1);
      meeting.send(0, 2, 1);
      await entryAt(meeting.inboxes, 2).messages(0, 1);
      expect(entryAt(meeting.inboxes, 0).seen[1]).toEqual(upTo(2000));
      expect(meeting.inboxes.flatMap(({ failures }) => failures)).toEqual([]);
      expect(entryAt(meeting.inboxes, 1).seen[0]).toBeUndefined();
      await meeting.close();
    });

    it('lets all close at once, and again', async () => {
      const meeting = await Meeting.hold(setup, 3, { closeWithin: 60_000 });
      for (const [from, to] of [
        [0, 1],
        [1, 0],
        [2, 0],
        [0, 2],
      ] as const)
        meeting.send(from, to, 1);
      await meeting.close();
      await entryAt(meeting.endpoints, 0).close();
      expect(() => meeting.send(0, 1, 2)).toThrow(expect.objectContaining({ code: 'TRANSPORT_CLOSED' }));
      expect(meeting.inboxes.flatMap(({ failures }) => failures)).toEqual([]);
    });

    it('refuses to send to a worker that is not in the run, and to itself', async () => {
      const meeting = await Meeting.hold(setup, 2);
      for (const to of [0, 2, -1])
        expect(() => meeting.send(0, to, 1)).toThrow(expect.objectContaining({ code: 'WORKER_UNKNOWN' }));
      await meeting.close();
    });

    it('refuses workers that do not run the same, with the first difference by name, on both sides', async () => {
      const { addresses, transports, folder, release } = await apart(setup, 2);
      const opened = [1, 0].map(async (worker) => {
        const identity = [
          ['engine', '1'],
          ['seed', String(worker + 7)],
          ['model', String(worker)],
        ] as const;
        return entryAt(transports, worker).open({ worker, workers: 2, identity, addresses }, new Inbox());
      });
      const results = await Promise.allSettled(opened);
      await release();
      for (const result of results) {
        expect(result).toMatchObject({ status: 'rejected', reason: { code: 'HANDSHAKE_REFUSED' } });
        expect(String((result as PromiseRejectedResult).reason)).toMatch(/seed is "[78]" on worker [01], but "[78]"/);
      }
      expect(folder.remove()).toEqual([]);
    });

    it('cuts off a worker whose message the receiver cannot take, and says so', async () => {
      const meeting = await Meeting.hold(setup, 2);
      const error = new Error('not this one');
      entryAt(meeting.inboxes, 0).onMessage = (_, { sequence }) => {
        if (sequence === 3) throw error;
      };
      for (const sequence of upTo(5)) meeting.send(1, 0, sequence);
      await entryAt(meeting.inboxes, 0).until(() => entryAt(meeting.inboxes, 0).failures.length > 0);
      expect(entryAt(meeting.inboxes, 0).seen[1]).toEqual([1, 2]);
      expect(entryAt(meeting.inboxes, 0).failures).toMatchObject([{ code: 'WORKER_LOST', cause: error }]);
      if (setup.hasConnections) {
        await entryAt(meeting.inboxes, 1).until(() => entryAt(meeting.inboxes, 1).failures.length > 0);
        expect(entryAt(meeting.inboxes, 1).failures).toMatchObject([
          { code: 'WORKER_LOST', message: expect.stringMatching(/worker 0 .*has disconnected this worker/) },
        ]);
      }
      await meeting.close();
    });

    it('refuses a message that is too large, at the sender', async () => {
      const meeting = await Meeting.hold(setup, 2);
      const payload = new Uint8Array(17 * 2 ** 20);
      expect(() => meeting.send(0, 1, 1, payload)).toThrow(expect.objectContaining({ code: 'FRAME_TOO_LARGE' }));
      meeting.send(0, 1, 1);
      await entryAt(meeting.inboxes, 1).messages(0, 1);
      await meeting.close();
    });

    it('serves one run after another', async () => {
      let { transports, folder, release } = await apart(setup, 2);
      for (let run = 0; run < 3; run++) {
        // Workers with connections listen again for each run; others get a new plan.
        if (run > 0 && !setup.hasConnections) {
          expect(folder.remove()).toEqual([]);
          ({ transports, folder, release } = await apart(setup, 2));
        }
        const addresses = await Promise.all(transports.map(async (transport) => transport.listen()));
        const inboxes = transports.map(() => new Inbox());
        const endpoints = await Promise.all(
          transports.map(async (transport, worker) =>
            transport.open(
              { worker, workers: 2, identity: [['run', String(run)]], addresses },
              entryAt(inboxes, worker),
            ),
          ),
        );
        await release();
        entryAt(endpoints, 0).send(1, messageWith([run], 1, 2));
        await entryAt(inboxes, 1).messages(0, 1);
        expect(entryAt(inboxes, 1).payloads).toEqual([run]);
        await Promise.all(endpoints.map(async (endpoint) => endpoint.close()));
      }
      expect(folder.remove()).toEqual([]);
    });
  });
}

async function apart(setup: TransportSetup, workers: number) {
  const folder = socketFolder();
  const site = await setup.make(folder.path, workers);
  const numbers = Array.from({ length: workers }, (_, worker) => worker);
  const transports = await Promise.all(numbers.map((worker) => site.transport(worker)));
  const addresses = await Promise.all(transports.map(async (transport) => transport.listen()));
  return { folder, transports, addresses, release: () => site.release() };
}
