import { entryAt } from '@disco-engine/kernel';
import { createSharedMemory, MixedTransport, type TransportKind } from '@disco-engine/transports';
import { describeTransport, Inbox, Meeting, transportSetups, upTo } from '@disco-engine/testing/transport-suite';
import { describe, expect, it } from 'vitest';
import { messageWith } from '../wire/messages.js';
import { mixedKind } from './mixed-kind.js';

describeTransport(mixedKind([0, 2]));

async function meeting(kind: TransportKind, workers: number): Promise<Meeting> {
  return Meeting.hold(entryAt(transportSetups(kind), 0), workers);
}

describe('the mixed transport', () => {
  it('uses shared memory within a process, and the network beyond it', async () => {
    const held = await meeting(mixedKind([1, 3]), 4);
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
    const mixed = await meeting(mixedKind([0, 1]), 3);
    expect(mixed.endpoints.map(({ poll }) => poll)).toEqual([undefined, undefined, undefined]);
    await mixed.close();
    const near = await meeting(mixedKind([0, 1]), 2);
    expect(near.endpoints.map(({ poll }) => typeof poll)).toEqual(['function', 'function']);
    await near.close();
  });

  it('names the thread that does not come', async () => {
    const shared = { area: createSharedMemory(2), members: [1, 4] };
    const far = await mixedKind([]).make({ shared, far: { listen: 'unix:/tmp/nobody.sock' } }, { openWithin: 20 });
    const opened = far.open({ worker: 4, workers: 5, identity: [], addresses: [] }, new Inbox());
    await expect(opened).rejects.toMatchObject({
      code: 'WORKER_UNREACHABLE',
      message: expect.stringMatching(/^worker 4 waited 20 ms for worker 1 in shared memory/) as string,
    });
  });

  it('refuses a second transport whose thread fetches messages itself', async () => {
    const near = { area: createSharedMemory(1), members: [0] };
    const poll = (): boolean => false;
    const far = {
      name: 'fetched',
      listen: async () => '',
      open: async () => ({ send() {}, poll, close: async () => {} }),
    };
    const opened = new MixedTransport(near, far).open({ worker: 0, workers: 2, identity: [] }, new Inbox());
    await expect(opened).rejects.toMatchObject({ code: 'TRANSPORT_UNFIT' });
  });

  it('delivers within a process while the network is busy, and after a pause', async () => {
    const held = await meeting(mixedKind([0, 1]), 3);
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
