import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Transport } from '@disco-engine/kernel';
import { GrpcTransport, grpcTransport } from '@disco-engine/transports/grpc';
import { Inbox, socketFolder } from '@disco-engine/testing/transport-suite';

describe('the gRPC transport', () => {
  it('is provided to a container with one call', () => {
    const provider = { token: Transport, ...grpcTransport({ listen: 'unix:/run/disco/0.sock' }) };
    expect(provider.useValue).toBeInstanceOf(GrpcTransport);
    expect(provider.useValue.name).toBe('grpc');
  });

  it('frees a connection to a listener that stays silent', async () => {
    const folder = socketFolder();
    const path = join(folder.path, '0.sock');
    const sockets: Socket[] = [];
    const mute = createServer((socket) => sockets.push(socket)).listen(path);
    await once(mute, 'listening');
    const transport = new GrpcTransport({
      listen: `unix:${join(folder.path, '1.sock')}`,
      openWithin: 100,
      heartbeat: 50,
      handshakeWithin: 60,
    });
    const seat = { worker: 1, workers: 2, identity: [], addresses: [`unix:${path}`] };
    await expect(transport.open(seat, new Inbox())).rejects.toMatchObject({ code: 'WORKER_UNREACHABLE' });
    expect(sockets.length).toBeGreaterThan(0);
    await Promise.all(sockets.map(async (socket) => socket.resume().closed || once(socket, 'close')));
    mute.close();
    await once(mute, 'close');
    expect(folder.remove()).toEqual([]);
  });

  it('accepts one stream per connection, and no other method', async () => {
    const { Client, credentials, Metadata } = await import('@grpc/grpc-js');
    const folder = socketFolder();
    const path = join(folder.path, '0.sock');
    const transport = new GrpcTransport({ listen: `unix:${path}` });
    await transport.listen();
    const opened = transport.open({ worker: 0, workers: 2, identity: [] }, new Inbox());
    opened.catch(() => {});
    const client = new Client(`unix:${path}`, credentials.createInsecure());
    const echo = (bytes: Buffer): Buffer => bytes;
    const wrong = client.makeBidiStreamRequest('/disco.v1.Worker/Other', echo, echo, new Metadata(), {});
    const [error] = await once(wrong.resume(), 'error').catch((reason: unknown) => [reason]);
    expect(error).toMatchObject({ code: 12 });
    const first = client.makeBidiStreamRequest('/disco.v1.Worker/Exchange', echo, echo, new Metadata(), {});
    first.on('error', () => {});
    await once(first, 'data');
    const plain = connect(path);
    plain.write('GET / HTTP/1.1\r\n\r\n');
    plain.resume();
    await once(plain, 'close');
    first.cancel();
    client.close();
    await transport.close();
    expect(folder.remove()).toEqual([]);
  });
});
