import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { spawnSync } from 'node:child_process';
import { setImmediate } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Listener } from '../../src/security/listener.js';

const LIMITS = { maxStrangers: 3, handshakeWithin: 60_000 };
let folder = '';
let listeners: Listener[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'disco-'));
});

afterEach(async () => {
  for (const listener of listeners) await listener.close();
  listeners = [];
  rmSync(folder, { recursive: true });
});

describe('a listener', () => {
  it('is only for the local user, and leaves no file', async () => {
    const path = join(folder, '0.sock');
    const listener = listenerOf();
    await listener.listen({ kind: 'unix', path });
    expect(lstatSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['0.sock']);
    await listener.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('replaces a socket whose process has died, but not a live one', async () => {
    const path = join(folder, '0.sock');
    const script = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`;
    spawnSync(process.execPath, ['-e', script]);
    expect(existsSync(path)).toBe(true);
    const accepted: Socket[] = [];
    await listenerOf((socket) => accepted.push(socket)).listen({ kind: 'unix', path });
    const guest = connect(path);
    await once(guest, 'connect');
    await expect(listenerOf().listen({ kind: 'unix', path })).rejects.toMatchObject({
      code: 'LISTEN_FAILED',
      message: expect.stringContaining('another process listens there'),
    });
    expect(readdirSync(folder)).toEqual(['0.sock']);
    guest.destroy();
  });

  it('does not touch a file that is not a socket, nor the socket of a successor', async () => {
    const path = join(folder, '0.sock');
    writeFileSync(path, 'precious');
    await expect(listenerOf().listen({ kind: 'unix', path })).rejects.toMatchObject({
      code: 'LISTEN_FAILED',
      message: expect.stringContaining('there is a file that is not a socket') as string,
    });
    expect(readFileSync(path, 'utf8')).toBe('precious');
    expect(readdirSync(folder)).toEqual(['0.sock']);
    rmSync(path);
    symlinkSync('elsewhere.sock', path);
    await expect(listenerOf().listen({ kind: 'unix', path })).rejects.toMatchObject({ code: 'LISTEN_FAILED' });
    expect(lstatSync(path).isSymbolicLink()).toBe(true);
    rmSync(path);
    const first = listenerOf();
    await first.listen({ kind: 'unix', path });
    rmSync(path);
    await listenerOf().listen({ kind: 'unix', path });
    await first.close();
    expect(existsSync(path)).toBe(true);
  });

  it('says why it cannot listen', async () => {
    const taken = listenerOf();
    const address = await taken.listen({ kind: 'tcp', host: '127.0.0.1', port: 0, secure: false });
    expect(address).toMatchObject({ port: expect.any(Number) });
    await expect(listenerOf().listen(address)).rejects.toMatchObject({
      code: 'LISTEN_FAILED',
      message: expect.stringContaining('EADDRINUSE'),
    });
    const path = join(folder, 'x'.repeat(110));
    await expect(listenerOf().listen({ kind: 'unix', path })).rejects.toMatchObject({ code: 'LISTEN_FAILED' });
    await expect(listenerOf().listen({ kind: 'unix', path: '/nowhere/0.sock' })).rejects.toMatchObject({
      code: 'LISTEN_FAILED',
    });
  });

  it('has room for a few strangers, the newest, and for all trusted connections', async () => {
    const path = join(folder, '0.sock');
    const accepted: Socket[] = [];
    const listener = listenerOf((socket) => accepted.push(socket));
    await listener.listen({ kind: 'unix', path });
    const guests = Array.from({ length: 3 }, () => connect(path));
    await Promise.all(guests.map(async (guest) => once(guest, 'connect')));
    for (const guest of guests) guest.resume();
    while (accepted.length < 3) await setImmediate();
    const [trusted] = accepted;
    if (trusted === undefined) throw new Error('three should have arrived');
    listener.trust(trusted);
    const fourth = connect(path);
    while (accepted.length < 4) await setImmediate();
    expect(listener.refused).toBe(0);
    const fifth = connect(path);
    while (accepted.length < 5) await setImmediate();
    expect(listener.refused).toBe(1);
    expect(accepted.map(({ destroyed }) => destroyed)).toEqual([false, true, false, false, false]);
    const sixth = connect(path);
    while (accepted.length < 6) await setImmediate();
    expect(accepted.map(({ destroyed }) => destroyed)).toEqual([false, true, true, false, false, false]);
    for (const guest of [...guests, fourth, fifth, sixth]) guest.destroy();
  });

  it('turns away a stranger that proves nothing in time', async () => {
    const path = join(folder, '0.sock');
    const listener = listenerOf(() => {}, { maxStrangers: 3, handshakeWithin: 20 });
    await listener.listen({ kind: 'unix', path });
    const guest = connect(path);
    guest.resume();
    await once(guest, 'close');
    expect(listener.refused).toBe(1);
  });
});

function listenerOf(accept: (socket: Socket) => void = () => {}, limits = LIMITS): Listener {
  const listener = new Listener(limits, accept);
  listeners.push(listener);
  return listener;
}
