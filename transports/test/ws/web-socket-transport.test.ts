import { request } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { Transport } from '@disco-engine/kernel';
import { WebSocketTransport, webSocketTransport } from '@disco-engine/transports/ws';
import { Inbox, socketFolder } from '@disco-engine/testing/transport-suite';

describe('the WebSocket transport', () => {
  it('is provided to a container with one call', () => {
    const provider = { token: Transport, ...webSocketTransport({ listen: 'unix:/run/disco/0.sock' }) };
    expect(provider.useValue).toBeInstanceOf(WebSocketTransport);
    expect(provider.useValue.name).toBe('ws');
  });

  it('returns the address to advertise', async () => {
    const transport = new WebSocketTransport({
      listen: 'ws://127.0.0.1:0',
      token: 'sixteen bytes, or more',
      advertise: 'ws://localhost:1',
    });
    expect(await transport.listen()).toBe('ws://localhost:1');
    await transport.close();
  });

  it('turns away clients that speak HTTP, send text, or compress', async () => {
    const path = await listening();
    const [response] = await once(request({ socketPath: path, path: '/' }).end(), 'response');
    expect(response.statusCode).toBe(426);
    const text = new WebSocket(`ws+unix:${path}:/`);
    await once(text, 'message');
    text.send('text');
    await once(text, 'close');
    const compressed = new WebSocket(`ws+unix:${path}:/`, { perMessageDeflate: true });
    await once(compressed, 'message');
    expect(compressed.extensions).toBe('');
    compressed.terminate();
  });

  it('trusts no length beyond its limit', async () => {
    const path = await listening();
    const guest = new WebSocket(`ws+unix:${path}:/`);
    await once(guest, 'message');
    guest.send(Buffer.alloc(200_000));
    const [code] = await once(guest, 'close');
    expect(code).toBe(1009);
  });

  it('needs the addresses of workers that it dials', async () => {
    const folder = socketFolder();
    const transport = new WebSocketTransport({ listen: `unix:${join(folder.path, '2.sock')}` });
    await transport.listen();
    const seat = { worker: 2, workers: 3, identity: [], addresses: ['', 'ws://10.0.0.1:1'] };
    await expect(transport.open(seat, new Inbox())).rejects.toMatchObject({
      code: 'TRANSPORT_INVALID',
      problems: { length: 3 },
    });
    await expect(transport.open({ ...seat, worker: 3 }, new Inbox())).rejects.toMatchObject({ code: 'WORKER_UNKNOWN' });
    expect(folder.remove()).toEqual([]);
  });

  it('refuses an identity that is too long to send', async () => {
    const folder = socketFolder();
    const transport = new WebSocketTransport({ listen: `unix:${join(folder.path, '0.sock')}` });
    const seat = { worker: 0, workers: 2, identity: [['model', 'x'.repeat(70_000)]] as const };
    await expect(transport.open(seat, new Inbox())).rejects.toMatchObject({ code: 'FRAME_TOO_LARGE' });
    expect(folder.remove()).toEqual([]);
  });
});

/** A worker that waits for another one. */
async function listening(): Promise<string> {
  const folder = socketFolder();
  const path = join(folder.path, '0.sock');
  const transport = new WebSocketTransport({ listen: `unix:${path}`, limits: { maxFrameBytes: 2 ** 16 } });
  await transport.listen();
  const opened = transport.open({ worker: 0, workers: 2, identity: [] }, new Inbox());
  opened.catch(() => {});
  onTestFinished(async () => {
    await transport.close();
    expect(folder.remove()).toEqual([]);
  });
  return path;
}
