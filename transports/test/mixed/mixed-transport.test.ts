import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { DiscoError, entryAt, type TransportEndpoint } from '@disco-engine/kernel';
import { createSharedMemory, MixedTransport, type TransportKind } from '@disco-engine/transports';
import {
  describeTransport,
  Inbox,
  Meeting,
  socketFolder,
  transportSetups,
  upTo,
} from '@disco-engine/testing/transport-suite';
import { describe, expect, it } from 'vitest';
import { messageWith } from '../wire/messages.js';
import { mixedKind } from './mixed-kind.js';

describeTransport(mixedKind('aba'));

async function meeting(kind: TransportKind, workers: number): Promise<Meeting> {
  return Meeting.hold(entryAt(transportSetups(kind), 0), workers);
}

describe('the mixed transport', () => {
  it('uses shared memory within a process, and the network beyond it', async () => {
    const held = await meeting(mixedKind('abcb'), 4);
    const pairs = [0, 1, 2, 3].flatMap((from) => [0, 1, 2, 3].filter((to) => to !== from).map((to) => [from, to]));
    for (const [from = NaN, to = NaN] of pairs) held.send(from, to, 1, { from, to });
    await Promise.all(pairs.map(([from = NaN, to = NaN]) => entryAt(held.inboxes, to).messages(from, 1)));
    const failure = new Error('not this one');
    for (const inbox of held.inboxes)
      inbox.onMessage = () => {
        throw failure;
      };
    held.send(1, 3, 2);
    held.send(0, 1, 2);
    const [, one, , three] = held.inboxes;
    await one?.until(() => one.failures.length > 0);
    await three?.until(() => three.failures.length > 0);
    expect(three?.failures).toMatchObject([
      { code: 'WORKER_LOST', message: expect.stringMatching(/from worker 1 .* \(over shared-memory\)$/) },
    ]);
    expect(one?.failures).toMatchObject([
      { code: 'WORKER_LOST', message: expect.stringMatching(/from worker 0 .* \(over ws\)$/) },
    ]);
    await held.close();
  });

  it('lets a thread fetch its messages itself if all workers are threads of its process', async () => {
    const mixed = await meeting(mixedKind('aab'), 3);
    expect(mixed.endpoints.map(({ poll }) => poll)).toEqual([undefined, undefined, undefined]);
    await mixed.close();
    const near = await meeting(mixedKind('aa'), 2);
    expect(near.endpoints.map(({ poll }) => typeof poll)).toEqual(['function', 'function']);
    await near.close();
  });

  it('names the thread that does not come', async () => {
    const shared = { area: createSharedMemory(2), members: [1, 4] };
    const far = await mixedKind('').make({ shared, far: { listen: 'unix:/tmp/nobody.sock' } }, { openWithin: 20 });
    const opened = far.open({ worker: 4, workers: 5, identity: [], addresses: [] }, new Inbox());
    await expect(opened).rejects.toMatchObject({
      code: 'WORKER_UNREACHABLE',
      message: expect.stringMatching(/^worker 4 waited 20 ms for worker 1 in shared memory/) as string,
    });
  });

  it('that is closed while it waits for a thread does not listen again', async () => {
    const kind = mixedKind('aab');
    const folder = socketFolder();
    const { plans } = await kind.prepare({ workers: 3, run: 0, folder: folder.path });
    const [early, late] = await Promise.all(plans.map(async (plan) => (await kind.make(plan)) as MixedTransport));
    const addresses = await Promise.all([early?.listen(), late?.listen()].map(async (told) => (await told) ?? ''));
    const seat = { workers: 3, identity: [], addresses };
    const opened = early?.open({ worker: 0, ...seat }, new Inbox());
    const refused = opened?.catch((error: unknown) => error);
    await early?.close();
    const other = late?.open({ worker: 1, ...seat }, new Inbox()).catch((error: unknown) => error);
    expect(await refused).toMatchObject({ code: 'TRANSPORT_CLOSED' });
    await late?.close();
    expect(await other).toBeInstanceOf(DiscoError);
    expect(folder.remove()).toEqual([]);
  });

  it('delivers nothing before it is open, though a thread may already send', async () => {
    const kind = mixedKind('aab');
    const folder = socketFolder();
    const { plans } = await kind.prepare({ workers: 3, run: 0, folder: folder.path });
    const transports = await Promise.all(plans.map(async (plan) => kind.make(plan)));
    const addresses = await Promise.all(transports.map((transport) => transport.listen()));
    // The third worker does not reach the second one until there is a link.
    const link = join(folder.path, 'link');
    const throughLink = addresses.map((address, worker) => (worker === 1 ? `unix:${link}` : address));
    const inbox = new Inbox();
    let isOpen = false;
    inbox.onMessage = () => expect(isOpen).toBe(true);
    const open = async (worker: number, receiver: Inbox): Promise<TransportEndpoint> =>
      entryAt(transports, worker).open(
        { worker, workers: 3, identity: [], addresses: worker === 2 ? throughLink : addresses },
        receiver,
      );
    const second = open(1, inbox).finally(() => (isOpen = true));
    const third = open(2, new Inbox());
    const first = await open(0, new Inbox());
    first.send(1, messageWith([null], 1, 3));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect([isOpen, inbox.seen, inbox.failures]).toEqual([false, [], []]);
    symlinkSync(entryAt(addresses, 1).slice('unix:'.length), link);
    await inbox.messages(0, 1);
    await Promise.all([first, await second, await third].map((endpoint) => endpoint.close()));
    rmSync(link);
    expect(folder.remove()).toEqual([]);
  });

  it('refuses a second transport whose thread fetches messages itself', async () => {
    const near = { area: createSharedMemory(1), members: [0] };
    const poll = (): boolean => false;
    let closed = 0;
    const far = {
      name: 'fetched',
      listen: async () => '',
      open: async () => ({ send() {}, poll, close: async () => void (closed += 1) }),
    };
    const opened = new MixedTransport(near, far).open({ worker: 0, workers: 2, identity: [] }, new Inbox());
    await expect(opened).rejects.toMatchObject({ code: 'TRANSPORT_UNFIT' });
    expect(closed).toBe(1);
  });

  it('delivers within a process while the network is busy, and after a pause', async () => {
    const held = await meeting(mixedKind('aab'), 3);
    for (let sequence = 1; sequence <= 200; sequence++) {
      held.endpoints[2]?.send(0, messageWith(['x'.repeat(1000)], sequence, 3));
      held.endpoints[1]?.send(0, messageWith([null], sequence, 3));
    }
    await Promise.all([held.inboxes[0]?.messages(1, 200), held.inboxes[0]?.messages(2, 200)]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    held.send(1, 0, 201);
    await held.inboxes[0]?.messages(1, 201);
    expect(held.inboxes[0]?.seen).toEqual([undefined, upTo(201), upTo(200)]);
    await held.close();
  });
});
