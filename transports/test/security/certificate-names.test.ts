import { describe, expect, it } from 'vitest';
import { GrpcTransport } from '@disco-engine/transports/grpc';
import { WebSocketTransport } from '@disco-engine/transports/ws';
import { Inbox, makeCertificates } from '@disco-engine/testing/transport-suite';

const named = makeCertificates(2, 'DNS:localhost');
const numbered = makeCertificates(2, 'IP:127.0.0.1');
const seat = (worker: number): { worker: number; workers: number; identity: [] } => ({
  worker,
  workers: 2,
  identity: [],
});

describe.each([
  ['grpcs', GrpcTransport],
  ['wss', WebSocketTransport],
] as const)('a certificate, over %s,', (scheme, Kind) => {
  /** Has worker 1 dial worker 0 by a name or an address. */
  async function dial(tls: typeof named & { serverName?: string }, host: string): Promise<void> {
    const [left, right] = [0, 1].map(
      () => new Kind({ listen: `${scheme}://127.0.0.1:0`, tls, openWithin: 2_000, closeWithin: 200 }),
    );
    try {
      const port = /\d+$/.exec(await left.listen())?.[0] ?? '';
      const waiting = left.open(seat(0), new Inbox());
      waiting.catch(() => undefined);
      await right.open({ ...seat(1), addresses: [`${scheme}://${host}:${port}`] }, new Inbox());
      await waiting;
    } finally {
      await Promise.all([left.close(), right.close()]);
    }
  }

  it('is checked against the IP address that is dialled', async () => {
    await dial(numbered, '127.0.0.1');
    await expect(dial(named, '127.0.0.1')).rejects.toMatchObject({
      code: 'WORKER_UNREACHABLE',
      message: expect.stringMatching("IP: 127.0.0.1 is not in the cert's list") as string,
    });
  });

  it('is checked against the name that is dialled, or that is given', async () => {
    await dial(named, 'localhost');
    await dial({ ...named, serverName: 'localhost' }, '127.0.0.1');
    await expect(dial(numbered, 'localhost')).rejects.toMatchObject({ code: 'WORKER_UNREACHABLE' });
    await expect(dial({ ...numbered, serverName: 'elsewhere' }, '127.0.0.1')).rejects.toMatchObject({
      code: 'WORKER_UNREACHABLE',
    });
  });

  it('cannot be asked for by an address as its name', () => {
    const options = { listen: `${scheme}://127.0.0.1:0`, tls: { ...numbered, serverName: '127.0.0.1' } };
    expect(() => new Kind(options)).toThrow("tls.serverName is '127.0.0.1', an IP address; give a name");
  });
});
