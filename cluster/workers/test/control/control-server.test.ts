import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TrustOptions } from '@disco-engine/transports/security';
import { ControlServer, type Guest } from '../../src/control/control-server.js';
import { remoteHost } from '../../src/control/remote-host.js';
import { readPeerAddress, type PeerAddress } from '../../src/control/peer-address.js';
import { CheckedConnection, Dialler, type Connection } from '@disco-engine/transports/session';
import { systemClock, systemRandomBytes } from '@disco-engine/transports/clock';
import { controlIntroduction, CONTROLLED, factOf, LAUNCHER } from '../../src/control/control-introduction.js';
import { SocketConnection } from '../../src/control/socket-connection.js';
import { makeCertificates } from '@disco-engine/testing/transport-suite';

const TOKEN = 'a token of this test';
const LIMITS = { commandBytes: 1_000, runBytes: 100_000, lostAfter: 60_000 };
const HALF_MEGABYTE = Buffer.alloc(2 ** 19);

/** Accepts everything. */
class FakeGuest implements Guest {
  limits = LIMITS;
  messageLimit = LIMITS.commandBytes;
  readonly messages: unknown[] = [];
  departures = 0;

  message(message: unknown): void {
    this.messages.push(message);
  }

  async closed(): Promise<void> {
    this.departures += 1;
  }
}

let folder = '';
let server: ControlServer | undefined;
let guest = new FakeGuest();
const sockets: Socket[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'disco-'));
  guest = new FakeGuest();
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server?.close();
  server = undefined;
  rmSync(folder, { recursive: true });
});

async function listen(trust: TrustOptions): Promise<PeerAddress> {
  server = await ControlServer.listen({ host: '127.0.0.1', port: 0 }, trust, guest);
  return peer(`ws://127.0.0.1:1?control=${server.port}`, trust);
}

function peer(text: string, trust: TrustOptions): PeerAddress {
  const problems: unknown[] = [];
  const address = readPeerAddress(text, trust.tls !== undefined, problems as never);
  if (address === undefined) throw new Error(JSON.stringify(problems));
  return address;
}

async function stranger(first?: string | Uint8Array, then?: 'end'): Promise<Socket> {
  const socket = connect({ port: server?.port ?? 0, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => {}).resume();
  sockets.push(socket);
  await once(socket, 'connect');
  if (first !== undefined) socket.write(first);
  if (then === 'end') socket.end();
  return socket;
}

describe('the control port', () => {
  it.each(['plain', 'TLS'])('admits a launcher while strangers hold every place (%s)', async (kind) => {
    const trust = kind === 'plain' ? { token: TOKEN } : { tls: makeCertificates() };
    const address = await listen(trust);
    for (let round = 0; round < 50; round++) {
      await stranger();
      await stranger('one wrong line\n');
      await stranger('GET / HTTP/1.1\r\n');
      await stranger('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
      await stranger(Buffer.from([22, 3, 1, 2, 0, 1]));
      await stranger(undefined, 'end');
    }
    const host = await remoteHost(address, trust, 10_000);
    host.channel.post({ hello: 'worker' });
    await expect.poll(() => guest.messages).toEqual([{ hello: 'worker' }]);
    await host.kill();
    expect(guest.departures).toBe(1);
  });

  it.each(['plain', 'TLS'])('closes at once, whoever holds it (%s)', async (kind) => {
    const tls = makeCertificates();
    const trust = kind === 'plain' ? { token: TOKEN } : { tls };
    const address = await listen(trust);
    const { port = 0 } = server ?? {};
    for (let round = 0; round < 3; round++) await stranger();
    if (kind === 'TLS')
      for (let round = 0; round < 3; round++) {
        const shaken = connectTls({ port, host: '127.0.0.1', ...tls }).on('error', () => {});
        sockets.push(shaken);
        await once(shaken, 'secureConnect');
      }
    const host = await remoteHost(address, trust, 10_000);
    const start = performance.now();
    await server?.close();
    expect(performance.now() - start).toBeLessThan(3_000);
    await host.kill();
  });

  it.each(['one wrong line\n', 'GET / HTTP/1.1\r\n\r\n'])(
    'disconnects a stranger that says %j at once',
    async (text) => {
      await listen({ token: TOKEN });
      const socket = await stranger(text);
      await expect.poll(() => socket.destroyed || writeFails(socket), { timeout: 4_000 }).toBe(true);
    },
  );

  it('refuses a launcher without the token, and a second launcher', async () => {
    const address = await listen({ token: TOKEN });
    await expect(remoteHost(address, {}, 5_000)).rejects.toMatchObject({ code: 'TOKEN_REFUSED' });
    await expect(remoteHost(address, { token: `${TOKEN}.` }, 5_000)).rejects.toMatchObject({ code: 'TOKEN_REFUSED' });
    const host = await remoteHost(address, { token: TOKEN }, 5_000);
    await expect(remoteHost(address, { token: TOKEN }, 5_000)).rejects.toMatchObject({ code: 'WORKER_TAKEN' });
    await host.kill();
  });

  it('admits no launcher with an expired certificate, and hints at the reason', async () => {
    const [tls, expired] = [makeCertificates(), makeCertificates(-1)];
    const address = await listen({ tls: { ...tls, ca: expired.ca } });
    await expect(remoteHost(address, { tls: { ...expired, ca: tls.ca } }, 10_000)).rejects.toMatchObject({
      code: 'WORKER_UNREACHABLE',
      message: expect.stringContaining('which is also how it refuses a certificate') as string,
    });
  });

  it('is rejected by a launcher if its own certificate has expired', async () => {
    const [tls, expired] = [makeCertificates(), makeCertificates(-1)];
    const address = await listen({ tls: { ...expired, ca: tls.ca } });
    await expect(remoteHost(address, { tls: { ...tls, ca: expired.ca } }, 10_000)).rejects.toMatchObject({
      code: 'WORKER_UNREACHABLE',
      message: expect.stringContaining('certificate has expired') as string,
    });
  });

  it('stores nothing of a message that is too large', async () => {
    const address = await listen({ token: TOKEN });
    const { socket } = await rawLauncher(address);
    const head = Buffer.alloc(4);
    head.writeUInt32LE(2 ** 30);
    socket.write(head);
    let sent = 0;
    while (!socket.destroyed && sent < 256) {
      socket.write(HALF_MEGABYTE);
      sent += 1;
      await sleep(1);
    }
    await expect.poll(() => guest.departures).toBe(1);
    expect(process.memoryUsage().arrayBuffers).toBeLessThan(128 * 2 ** 20);
  });

  it('disconnects a launcher that sends something invalid', async () => {
    const address = await listen({ token: TOKEN });
    const { connection } = await rawLauncher(address);
    connection.send(Buffer.from([99, 0, 0, 0, 0]));
    await expect.poll(() => guest.departures).toBe(1);
  });

  it('tells a launcher that a command is too large, and continues to serve it', async () => {
    const address = await listen({ token: TOKEN });
    const { channel, kill } = await remoteHost(address, { token: TOKEN }, 5_000);
    const large = 'x'.repeat(5_000);
    expect(() => channel.post({ id: 1, command: { command: 'collect', argument: large } })).toThrow(
      expect.objectContaining({
        code: 'COMMAND_TOO_LARGE',
        message: expect.stringMatching(/it has 50\d\d bytes, but the other side accepts at most 1000$/) as string,
      }),
    );
    guest.messageLimit = LIMITS.runBytes;
    channel.post({ id: 2, command: { command: 'initialize', spec: large } });
    await expect.poll(() => guest.messages).toHaveLength(1);
    expect(() => channel.post({ id: 3, command: { command: 'initialize', spec: 'x'.repeat(200_000) } })).toThrow(
      /accepts at most 100000; start it with a larger '--max-message'/,
    );
    await kill();
  });

  it('waits for a silent launcher no longer than it allows, whatever was requested', async () => {
    guest.limits = { ...LIMITS, lostAfter: 200 };
    const address = await listen({ token: TOKEN });
    await rawLauncher(address, 3_600_000);
    await expect.poll(() => guest.departures, { timeout: 10_000 }).toBe(1);
  });
});

describe('the control socket', () => {
  it.each(['file', 'link'])('does not replace anything but a socket: a %s', async (kind) => {
    const path = join(folder, 'thesis.control');
    if (kind === 'file') writeFileSync(path, 'precious');
    else symlinkSync('/nowhere', path);
    const refusal = ControlServer.listen({ path }, {}, guest);
    await expect(refusal).rejects.toMatchObject({
      code: 'LISTEN_FAILED',
      message: expect.stringContaining('thesis.control: there is a file that is not a socket') as string,
    });
    if (kind === 'file') expect(readFileSync(path, 'utf8')).toBe('precious');
    expect(readdirSync(folder)).toEqual(['thesis.control']);
  });

  it('is gone once it is closed', async () => {
    server = await ControlServer.listen({ path: join(folder, 'w.control') }, {}, guest);
    expect(readdirSync(folder)).toEqual(['w.control']);
    const host = await remoteHost(peer(`ws+unix:${join(folder, 'w')}`, {}), {}, 5_000);
    await host.kill();
    await server.close();
    expect(readdirSync(folder)).toEqual([]);
  });
});

/** A launcher that has proved its identity, and is then controlled by the test. */
async function rawLauncher(
  { control }: PeerAddress,
  lostAfter = 60_000,
): Promise<{ socket: Socket; connection: Connection }> {
  const socket = connect('path' in control ? { path: control.path } : control);
  sockets.push(socket);
  const connection = await new Promise<Connection>((resolve, reject) => {
    const dialler = new Dialler({
      token: Buffer.from(TOKEN),
      clock: systemClock,
      randomBytes: systemRandomBytes,
      handshakeWithin: 10_000,
      connect: () => new CheckedConnection(new SocketConnection(socket, systemClock, () => 100_000)),
      introduction: () =>
        controlIntroduction(LAUNCHER, { session: 'a'.repeat(32), knows: '', received: 0 }, { lostAfter }),
      welcomed(worker, given) {
        expect([factOf(worker, CONTROLLED, 'commandBytes'), factOf(worker, CONTROLLED, 'runBytes')]).toEqual([
          LIMITS.commandBytes,
          LIMITS.runBytes,
        ]);
        resolve(given);
      },
      refused(error) {
        reject(error);
        return false;
      },
      broken: (reason) => reject(new Error(reason)),
    });
    dialler.dial();
  });
  return { socket, connection };
}

function writeFails(socket: Socket): boolean {
  socket.write('x');
  return socket.destroyed;
}
