import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ControlServer, type Guest } from '../../src/control/control-server.js';
import { readPeerAddress, type PeerAddress } from '../../src/control/peer-address.js';
import { remoteHost } from '../../src/control/remote-host.js';
import type { WorkerHost } from '../../src/hosts/worker-handle.js';
import { BlockingProxy } from './blocking-proxy.js';

const TRUST = { token: 'a token of this test' };
/** Milliseconds after which either side counts as lost; long enough for a slow machine to redial. */
const LOST_AFTER = 3_000;

let server: ControlServer;
let proxy: BlockingProxy;
let guest: PatientGuest;
const hosts: WorkerHost[] = [];

class PatientGuest implements Guest {
  readonly limits = { commandBytes: 10_000, runBytes: 100_000, lostAfter: 60_000 };
  readonly messageLimit = 10_000;
  readonly messages: unknown[] = [];
  departures = 0;

  message(message: unknown): void {
    this.messages.push(message);
  }

  async closed(): Promise<void> {
    this.departures += 1;
  }
}

beforeEach(async () => {
  guest = new PatientGuest();
  server = await ControlServer.listen({ host: '127.0.0.1', port: 0 }, TRUST, guest);
  proxy = await BlockingProxy.start(server.port ?? 0);
});

afterEach(async () => {
  proxy.unblock();
  await Promise.all(hosts.splice(0).map((host) => host.kill()));
  await proxy.close();
  await server.close();
});

function peerAt(port: number): PeerAddress {
  const address = readPeerAddress(`ws://127.0.0.1:1?control=${port}`, false, []);
  if (address === undefined) throw new Error('the address of the test is wrong');
  return address;
}

async function launch(port = proxy.port, lostAfter = LOST_AFTER) {
  const host = await remoteHost(peerAt(port), TRUST, lostAfter);
  hosts.push(host);
  const [messages, ends]: [unknown[], string[]] = [[], []];
  host.channel.listen({ message: (message) => messages.push(message), closed: (reason) => ends.push(reason) });
  return { host, messages, ends };
}

describe('a control connection that breaks', () => {
  it.each(['block', 'freeze'] as const)('is replaced, and nothing is lost or repeated (%s)', async (how) => {
    const { host, messages, ends } = await launch();
    const numbers = Array.from({ length: 30 }, (_, number) => number);
    for (const number of numbers) {
      if (number % 10 === 5) {
        proxy[how]();
        setTimeout(() => proxy.unblock(), 300);
      }
      host.channel.post({ command: number });
      server.post({ answer: number });
      await sleep(20);
    }
    await expect.poll(() => messages.length, { timeout: 20_000 }).toBe(30);
    await expect.poll(() => guest.messages.length, { timeout: 20_000 }).toBe(30);
    expect(messages).toEqual(numbers.map((answer) => ({ answer })));
    expect(guest.messages).toEqual(numbers.map((command) => ({ command })));
    expect([ends, guest.departures]).toEqual([[], 0]);
    expect(proxy.connections).toBeGreaterThan(1);
  });

  it('is given up by both sides when it stays away', async () => {
    const { ends } = await launch(proxy.port, 500);
    proxy.block();
    await expect.poll(() => guest.departures, { timeout: 20_000 }).toBe(1);
    await expect.poll(() => ends, { timeout: 20_000 }).toHaveLength(1);
    expect(ends[0]).toMatch(/^it has had no lasting connection for 500 ms \(it closed the connection\)/);
  });

  it('is worth waiting for, by the next launcher', async () => {
    await launch(proxy.port, 500);
    proxy.block();
    const next = await launch(server.port, 2_000);
    expect(guest.departures).toBe(1);
    next.host.channel.post('hello');
    await expect.poll(() => guest.messages).toEqual(['hello']);
  });

  it('is not waited for by its launcher if the worker is another one', async () => {
    const { ends } = await launch(proxy.port, 60_000);
    proxy.block();
    await server.close();
    const again = await ControlServer.listen({ host: '127.0.0.1', port: server.port ?? 0 }, TRUST, new PatientGuest());
    proxy.unblock();
    await expect
      .poll(() => ends, { timeout: 20_000 })
      .toEqual(['the worker was restarted, or has given the launcher up for lost']);
    await again.close();
  });
});

describe('a launcher that leaves', () => {
  it('frees the worker at once', async () => {
    const { host, ends } = await launch(proxy.port, 60_000);
    host.channel.post('last words');
    await host.kill();
    expect(guest.messages).toEqual(['last words']);
    await expect.poll(() => guest.departures).toBe(1);
    expect(ends).toHaveLength(1);
    await (await launch(server.port)).host.kill();
    await expect.poll(() => guest.departures).toBe(2);
  });
});
