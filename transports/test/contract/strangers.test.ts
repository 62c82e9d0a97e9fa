import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Transport } from '@disco-engine/kernel';
import { TRANSPORT_KINDS } from '@disco-engine/transports';
import {
  Inbox,
  makeCertificates,
  Meeting,
  socketFolder,
  TOKEN,
  transportSetups,
  upTo,
  type Site,
  type TransportSetup,
} from '@disco-engine/testing/transport-suite';

/** Long enough for a TLS handshake on a busy machine. */
const FAST = { openWithin: 1000, closeWithin: 100 };
const cleanups: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

const setups = TRANSPORT_KINDS.flatMap((kind) => transportSetups(kind, makeCertificates));

describe.each(setups.filter(({ hasConnections }) => hasConnections))('$title, and strangers', (kind) => {
  it('continues while others send garbage, stay silent, or arrive in large numbers', async () => {
    const meeting = await Meeting.hold(kind, 2);
    for (const sequence of upTo(50)) meeting.send(1, 0, sequence);
    const strangers = Array.from({ length: 40 }, () => dial(meeting.addresses[0]));
    strangers.forEach((stranger, index) => {
      stranger.on('error', () => {});
      stranger.resume();
      if (index % 2 === 0) stranger.write(Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7 + index) & 255)));
      if (index % 4 === 1) stranger.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    });
    for (const sequence of upTo(50)) meeting.send(0, 1, sequence);
    await Promise.all([meeting.inboxes[0].messages(1, 50), meeting.inboxes[1].messages(0, 50)]);
    expect(meeting.inboxes.flatMap(({ failures }) => failures)).toEqual([]);
    for (const stranger of strangers) stranger.destroy();
    await meeting.close();
  });

  it('admits a worker after strangers came before the run', async () => {
    const site = await siteOf(kind);
    const transport = await site.transport(0, { handshakeWithin: 50, maxStrangers: 2 });
    const address = await transport.listen();
    const strangers = Array.from({ length: 5 }, () => dial(address));
    for (const stranger of strangers) stranger.on('error', () => {}).resume();
    const other = await site.transport(1);
    const addresses = [address, await other.listen()];
    await expect(open(transport, other, addresses)).resolves.toHaveLength(2);
    for (const stranger of strangers) stranger.destroy();
  });

  it('refuses a second worker with the same number, and the first one continues', async () => {
    const meeting = await Meeting.hold(kind, 2);
    const late = await (await kind.make(meeting.folder.path)).transport(7);
    await expect(late.open(meeting.seat(1), new Inbox())).rejects.toMatchObject({
      code: 'WORKER_TAKEN',
      message: expect.stringContaining('worker 1 has already joined'),
    });
    meeting.send(1, 0, 1);
    await meeting.inboxes[0].messages(1, 1);
    expect(meeting.inboxes[0].failures).toEqual([]);
    expect(await meeting.close()).toEqual([]);
  });

  it('refuses a worker with a different token, whatever it claims to be', async () => {
    const site = await siteOf(kind);
    const tokens = [TOKEN, 'another token, and long'];
    const [left, right] = await Promise.all(tokens.map((token, worker) => site.transport(worker, { ...FAST, token })));
    const addresses = [await left.listen(), await right.listen()];
    const seats = [0, 1].map((worker) => ({ worker, workers: 2, addresses, identity: [] }));
    const [host, guest] = await Promise.allSettled([
      left.open(seats[0], new Inbox()),
      right.open(seats[1], new Inbox()),
    ]);
    expect(guest).toMatchObject({ reason: { code: 'HANDSHAKE_REFUSED', message: expect.stringContaining('token') } });
    expect(host).toMatchObject({
      reason: {
        code: 'WORKER_UNREACHABLE',
        message: expect.stringMatching(/to worker 1 at .*the last one because: .*token/),
      },
    });
  });

  it('names the missing workers', async () => {
    const site = await siteOf(kind);
    const transport = await site.transport(1, { ...FAST, openWithin: 200 });
    const gone = await site.transport(0);
    const [address] = [await gone.listen(), await transport.listen()];
    await (gone as unknown as { close(): Promise<void> }).close();
    const seat = { worker: 1, workers: 3, addresses: [address], identity: [] };
    await expect(transport.open(seat, new Inbox())).rejects.toMatchObject({
      code: 'WORKER_UNREACHABLE',
      message: expect.stringMatching(/within 200 ms to worker 0 at .*(ECONNREFUSED|ENOENT).*, worker 2/),
    });
  });

  it('refuses a worker with a different message limit', async () => {
    const site = await siteOf(kind);
    const [left, right] = await Promise.all(
      [2 ** 16, 2 ** 24].map((maxFrameBytes, worker) => site.transport(worker, { ...FAST, limits: { maxFrameBytes } })),
    );
    await expect(open(left, right, [await left.listen(), await right.listen()])).rejects.toMatchObject({
      code: 'HANDSHAKE_REFUSED',
      message: expect.stringMatching(/maxFrameBytes is "(65536|16777216)" on worker [01]/),
    });
    await Promise.all(
      [left, right].map(async (transport) => (transport as unknown as { close(): Promise<void> }).close()),
    );
  });
});

async function siteOf(kind: TransportSetup): Promise<Site> {
  const folder = socketFolder();
  cleanups.push(async () => expect(folder.remove()).toEqual([]));
  return kind.make(folder.path);
}

async function open(left: Transport, right: Transport, addresses: string[]) {
  const inboxes = [new Inbox(), new Inbox()];
  const endpoints = await Promise.all(
    [left, right].map(async (transport, worker) =>
      transport.open({ worker, workers: 2, addresses, identity: [] }, inboxes[worker]),
    ),
  );
  cleanups.unshift(async () => Promise.all(endpoints.map(async (endpoint) => endpoint.close())));
  return endpoints.map((endpoint, worker) => ({ endpoint, inbox: inboxes[worker] }));
}

function dial(address: string): Socket {
  if (address.startsWith('unix:')) return connect(address.slice('unix:'.length));
  return connect(Number(new URL(address).port), '127.0.0.1');
}
