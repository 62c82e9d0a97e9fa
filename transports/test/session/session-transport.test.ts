import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ExchangeMessage, type Seat, type TransportEndpoint } from '@disco-engine/kernel';
import { Inbox, makeCertificates, socketFolder } from '@disco-engine/testing/transport-suite';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SessionTransportOptions } from '../../src/session/session-options.js';
import { SocketTransport } from './socket-connection.js';

const TOKEN = 'sixteen bytes, or more';

/** Transports with Unix sockets in a separate folder, which must be empty after the test. */
class Site {
  readonly folder = socketFolder();
  readonly transports: SocketTransport[] = [];

  constructor(private readonly options: Partial<SessionTransportOptions> = {}) {
    onTestFinished(async () => {
      await Promise.all(this.transports.map(async (transport) => transport.close()));
      const left = this.folder.remove();
      if (left.length > 0) throw new Error(`the transports have left ${left.join(', ')} behind`);
    });
  }

  address(worker: number): string {
    return `unix:${join(this.folder.path, `${worker}.sock`)}`;
  }

  add(worker: number, options: Partial<SessionTransportOptions> = {}): SocketTransport {
    const transport = new SocketTransport({ listen: this.address(worker), ...this.options, ...options });
    this.transports.push(transport);
    return transport;
  }

  seat(worker: number, workers = 2): Seat {
    const addresses = Array.from({ length: workers }, (_, other) => this.address(other));
    return { worker, workers, identity: [], addresses };
  }

  async open(
    transports: readonly SocketTransport[],
    inboxes = transports.map(() => new Inbox()),
  ): Promise<TransportEndpoint[]> {
    return Promise.all(
      transports.map(async (transport, worker) =>
        transport.open(this.seat(worker, transports.length), inboxes[worker] ?? new Inbox()),
      ),
    );
  }
}

function numbered(sequence: number): ExchangeMessage {
  const message = new ExchangeMessage(2);
  message.sequence = sequence;
  return message;
}

/** A socket that sends nothing, and reads whatever arrives. */
function dial(address: string): Socket {
  const socket = address.startsWith('unix:')
    ? connect(address.slice('unix:'.length))
    : connect(Number(new URL(address).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  return socket.on('error', () => {}).resume();
}

async function answers(address: string): Promise<boolean> {
  const socket = dial(address);
  return new Promise((resolve) => socket.once('connect', () => resolve(true)).once('close', () => resolve(false)));
}

/** Resolves when a socket is gone, in whatever way. */
async function end(socket: Socket): Promise<void> {
  await new Promise<void>((resolve) => socket.once('close', () => resolve()));
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(1);
}

describe('a session transport that listens', () => {
  it('finds a free port, and returns its address however often it is called', async () => {
    const transport = new Site().add(0, { listen: 'sock://127.0.0.1:0', token: TOKEN });
    const [one, other] = await Promise.all([transport.listen(), transport.listen()]);
    expect(one).toMatch(/^sock:\/\/127\.0\.0\.1:[1-9]\d*$/);
    expect([other, await transport.listen()]).toEqual([one, one]);
    expect(await answers(one)).toBe(true);
  });

  it('returns the address to advertise', async () => {
    const site = new Site();
    expect(await site.add(0, { advertise: 'sock://elsewhere:7' }).listen()).toBe('sock://elsewhere:7');
    expect(await answers(site.address(0))).toBe(true);
  });

  it('can be called again if the address was taken', async () => {
    const site = new Site();
    const [first, second] = [site.add(0), site.add(0)];
    await first.listen();
    await expect(second.listen()).rejects.toMatchObject({ code: 'LISTEN_FAILED' });
    await first.close();
    expect(await second.listen()).toBe(site.address(0));
  });

  it('can join a run after it could not listen for one', async () => {
    const site = new Site();
    const [first, second] = [site.add(0), site.add(0)];
    await first.listen();
    await expect(second.open(site.seat(0), new Inbox())).rejects.toMatchObject({ code: 'LISTEN_FAILED' });
    await first.close();
    await expect(site.open([second, site.add(1)])).resolves.toHaveLength(2);
  });

  it('listens again after it was closed', async () => {
    const site = new Site();
    const transport = site.add(0);
    await transport.listen();
    const stranger = dial(site.address(0));
    await once(stranger, 'connect');
    const gone = end(stranger);
    await transport.close();
    await gone;
    expect(await answers(site.address(0))).toBe(false);
    await transport.listen();
    expect(await answers(site.address(0))).toBe(true);
  });

  it('accepts packets with a message of the greatest size, or with a handshake', () => {
    const [small, large] = [2 ** 10, 2 ** 20].map((maxFrameBytes) => new Site().add(0, { limits: { maxFrameBytes } }));
    expect(small?.packetLimit).toBe(2 ** 10 + 2 ** 16 + 1024);
    expect(large?.packetLimit).toBe(2 ** 20 + 2 ** 16 + 1024);
  });

  it('has certificates to present if its address asks for them', () => {
    const [site, tls] = [new Site(), makeCertificates()];
    expect(site.add(0, { listen: 'socks://127.0.0.1:0', tls }).ownTls).toBe(tls);
    expect(site.add(0, { listen: 'sock://127.0.0.1:0', token: TOKEN, tls }).ownTls).toBeUndefined();
    expect(site.add(0, { tls }).ownTls).toBeUndefined();
  });
});

describe('a session transport that joins a run', () => {
  it('serves one run after another', async () => {
    const site = new Site();
    const transports = [site.add(0), site.add(1)];
    for (const sequence of [1, 2, 3]) {
      const inboxes = [new Inbox(), new Inbox()];
      const endpoints = await site.open(transports, inboxes);
      endpoints[1]?.send(0, numbered(sequence));
      await inboxes[0]?.messages(1, 1);
      expect(inboxes[0]?.seen[1]).toEqual([sequence]);
      await Promise.all(endpoints.map(async (endpoint) => endpoint.close()));
    }
    expect(transports.map(({ dialled, accepted }) => [dialled.length, accepted.length])).toEqual([
      [0, 3],
      [3, 0],
    ]);
  });

  it('is in one run at a time, and continues with the first', async () => {
    const site = new Site();
    const [host, guest] = [site.add(0), site.add(1)];
    const opened = host.open(site.seat(0), new Inbox());
    const taken = { code: 'WORKER_TAKEN' };
    await expect(host.open(site.seat(0), new Inbox())).rejects.toMatchObject(taken);
    await guest.open(site.seat(1), new Inbox());
    await opened;
    await expect(host.open(site.seat(0), new Inbox())).rejects.toMatchObject(taken);
  });

  it.each([-1, 1.5, NaN, 2])('refuses to be worker %s of two, and can be a valid one', async (worker) => {
    const site = new Site();
    const transports = [site.add(0), site.add(1)];
    const error = {
      code: 'WORKER_UNKNOWN',
      message: expect.stringContaining(`worker ${worker} cannot join a run of 2`),
    };
    await expect(transports[0]?.open({ ...site.seat(0), worker }, new Inbox())).rejects.toMatchObject(error);
    await expect(site.open(transports)).resolves.toHaveLength(2);
  });

  it('reports all addresses that it cannot dial, and needs none for workers that dial it', async () => {
    const transport = new Site().add(3);
    const seat = { worker: 3, workers: 5, identity: [], addresses: ['', 'sock://10.0.0.1:1', 'unix:/there'] };
    await expect(transport.open(seat, new Inbox())).rejects.toMatchObject({
      code: 'TRANSPORT_INVALID',
      problems: [
        {
          code: 'TRANSPORT_INVALID',
          message: expect.stringContaining('no address for worker 0, which worker 3 has to dial'),
        },
        { code: 'TRUST_MISSING' },
        { code: 'TRUST_MISSING' },
      ],
    });
    await expect(transport.open({ ...seat, worker: 1 }, new Inbox())).rejects.toMatchObject({
      problems: [{ message: expect.stringContaining('no address for worker 0, which worker 1 has to dial') }],
    });
    const { addresses, ...bare } = seat;
    await expect(transport.open(bare, new Inbox())).rejects.toMatchObject({ problems: addresses.map(() => ({})) });
  });

  it('dials the addresses of its options rather than those of its seat', async () => {
    const site = new Site();
    const transports = [site.add(0), site.add(1, { peers: [site.address(0)] })];
    const opened = transports.map(async (transport, worker) =>
      transport.open({ ...site.seat(worker), addresses: ['unix:/nowhere'] }, new Inbox()),
    );
    await expect(Promise.all(opened)).resolves.toHaveLength(2);
  });

  it('names the address of a worker that it cannot reach, and can retry', async () => {
    const site = new Site();
    const [host, guest] = [site.add(0), site.add(1, { openWithin: 600 })];
    await expect(guest.open(site.seat(1), new Inbox())).rejects.toMatchObject({
      code: 'WORKER_UNREACHABLE',
      message: expect.stringMatching(`within 600 ms to worker 0 at ${site.address(0)} \\(.*ENOENT`),
    });
    await expect(site.open([host, guest])).resolves.toHaveLength(2);
  });
});

describe('a socket that dials a session transport', () => {
  it('waits until it opens', async () => {
    const site = new Site();
    const [host, guest] = [site.add(0), site.add(1)];
    await host.listen();
    const opened = guest.open(site.seat(1), new Inbox());
    await until(() => guest.dialled[0]?.socket.readyState === 'open');
    await pause(20);
    expect(host.accepted).toEqual([]);
    await host.open(site.seat(0), new Inbox());
    await opened;
    expect([host.accepted.length, guest.dialled.length]).toEqual([1, 1]);
  });

  it('is forgotten if it is gone before that', async () => {
    const site = new Site({ handshakeWithin: 30 });
    const host = site.add(0);
    await host.listen();
    await end(dial(site.address(0)));
    const opened = Promise.allSettled([host.open(site.seat(0), new Inbox())]);
    await pause(20);
    expect(host.accepted).toEqual([]);
    await host.close();
    expect(await opened).toMatchObject([{ reason: { code: 'TRANSPORT_CLOSED' } }]);
  });

  it('stays beyond the time for strangers only once it is trusted', async () => {
    const site = new Site({ handshakeWithin: 80 });
    const [host, guest] = [site.add(0), site.add(1)];
    await site.open([host, guest]);
    const dialled = guest.dialled.length;
    await end(dial(site.address(0)));
    await pause(80);
    expect(guest.dialled).toHaveLength(dialled);
    expect(host.accepted.filter(({ socket }) => !socket.destroyed)).toHaveLength(1);
  });
});

describe('a session transport that is closed', () => {
  it('gives up opening, and disconnects peers that have not introduced themselves', async () => {
    const site = new Site();
    const host = site.add(0);
    await host.listen();
    const opened = Promise.allSettled([host.open(site.seat(0), new Inbox())]);
    const stranger = dial(site.address(0));
    await until(() => host.accepted.length === 1);
    const gone = end(stranger);
    await host.close();
    await gone;
    expect(await opened).toMatchObject([{ reason: { code: 'TRANSPORT_CLOSED' } }]);
    expect(host.accepted[0]?.calls).toEqual(['terminate']);
  });

  it('gives up opening before it listens, and waits for nobody', async () => {
    const site = new Site({ closeWithin: 2 ** 30 });
    const [host, guest] = [site.add(0), site.add(1)];
    const opened = Promise.allSettled([host.open(site.seat(0), new Inbox())]);
    await host.close();
    expect(await opened).toMatchObject([{ reason: { code: 'TRANSPORT_CLOSED' } }]);
    expect(await answers(site.address(0))).toBe(false);
    await expect(site.open([host, guest])).resolves.toHaveLength(2);
  }, 10_000);

  it('lets connections finish that were turned away', async () => {
    const site = new Site({ token: TOKEN });
    const [host, guest] = [site.add(0), site.add(1, { token: 'another token, and long' })];
    let release = (): void => {};
    host.held = new Promise((resolve) => (release = resolve));
    const opened = Promise.allSettled([host.open(site.seat(0), new Inbox())]);
    await host.listen();
    await expect(guest.open(site.seat(1), new Inbox())).rejects.toMatchObject({ code: 'HANDSHAKE_REFUSED' });
    const closed = host.close();
    await pause(5);
    release();
    await closed;
    expect(await opened).toMatchObject([{ reason: { code: 'TRANSPORT_CLOSED' } }]);
    expect(host.accepted.map(({ calls }) => calls)).toEqual([['close']]);
  });

  it('waits for its connections, accepts no others meanwhile, and listens after that', async () => {
    const site = new Site();
    const [host, guest] = [site.add(0), site.add(1)];
    let release = (): void => {};
    host.held = new Promise((resolve) => (release = resolve));
    const endpoints = await site.open([host, guest]);
    const done: string[] = [];
    const closed = Promise.all(endpoints.map(async (endpoint) => endpoint.close())).then(() => done.push('closed'));
    await until(() => host.accepted[0]?.socket.destroyed === true);
    const listened = host.listen().then(() => done.push('listening'));
    await end(dial(site.address(0)));
    // It has had time enough to close and to listen, as another one shows.
    const other = site.add(2);
    for (let time = 0; time < 3; time++) {
      await other.listen();
      await other.close();
    }
    await pause(20);
    expect([done, host.accepted.length]).toEqual([[], 1]);
    release();
    await Promise.all([closed, listened]);
    expect(done).toEqual(['closed', 'listening']);
    expect(await answers(site.address(0))).toBe(true);
  });

  it('leaves its run in an orderly way', async () => {
    const site = new Site();
    const inboxes = [new Inbox(), new Inbox()];
    const transports = [site.add(0), site.add(1)];
    const endpoints = await site.open(transports, inboxes);
    endpoints[1]?.send(0, numbered(1));
    await transports[1]?.close();
    expect(inboxes[0]?.seen[1]).toEqual([1]);
    expect(inboxes[0]?.failures).toEqual([]);
    expect(() => endpoints[1]?.send(0, numbered(2))).toThrow(expect.objectContaining({ code: 'TRANSPORT_CLOSED' }));
  });
});
