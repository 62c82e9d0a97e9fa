import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { until } from '../../../coordinator/test/until.js';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const run = promisify(execFile);
const ip = (...args: readonly string[]): Promise<{ readonly stdout: string }> => run('ip', args);

/** Part of all names, so that tests of two clones do not meet. */
const ID = process.pid % 10_000;
const BRIDGE = `dsc${ID}`;
const NET = `10.${200 + (ID % 50)}.${Math.floor(ID / 50) % 250}`;
/** No interface has it: what is sent there is lost without a sign. */
const NOBODY = '02:00:00:00:00:99';

/** Network namespaces need root and a kernel that allows them: an ordinary user, and most containers, cannot make any. */
export function canMakeNamespaces(): boolean {
  const name = `disco-host-${ID}-probe`;
  if (process.getuid?.() !== 0) return false;
  try {
    execFileSync('ip', ['netns', 'add', name], { stdio: 'ignore' });
    execFileSync('ip', ['netns', 'exec', name, 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    try {
      execFileSync('ip', ['netns', 'delete', name], { stdio: 'ignore' });
    } catch {
      // There is none.
    }
  }
}

/**
 * Hosts in one network: a namespace for each, all on one bridge, and the test itself, from which the rest of the
 * machine is reached. A hosts file plays the name service. Every host has a folder of its own for temporary files.
 */
export class HostNetwork {
  /** The address of the test itself. */
  readonly address = `${NET}.1`;
  readonly #children: ChildProcess[] = [];

  private constructor(
    private readonly hosts: readonly string[],
    readonly folder: string,
  ) {}

  static async make(hosts: readonly string[]): Promise<HostNetwork> {
    if (!canMakeNamespaces()) throw new Error('network namespaces need root, ip, and a kernel that allows them');
    const network = new HostNetwork(hosts, await mkdtemp(join(tmpdir(), 'disco-hosts-test-')));
    try {
      await network.#build();
    } catch (error) {
      await network.close();
      throw error;
    }
    return network;
  }

  async #build(): Promise<void> {
    await ip('link', 'add', BRIDGE, 'type', 'bridge');
    await ip('link', 'set', BRIDGE, 'up');
    await ip('link', 'add', `${BRIDGE}own`, 'type', 'veth', 'peer', 'name', `${BRIDGE}t`);
    await ip('link', 'set', `${BRIDGE}t`, 'master', BRIDGE, 'up');
    await ip('address', 'add', `${NET}.1/24`, 'dev', `${BRIDGE}own`);
    await ip('link', 'set', `${BRIDGE}own`, 'up');
    const names = this.hosts.map((host) => `${this.addressOf(host)} ${host}`).join('\n');
    for (const host of this.hosts) {
      const [name, outer] = [nameOf(host), this.#portOf(host)];
      await ip('netns', 'add', name);
      await ip('link', 'add', outer, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
      await ip('link', 'set', outer, 'master', BRIDGE, 'up');
      await ip('-n', name, 'address', 'add', `${this.addressOf(host)}/24`, 'dev', 'eth0');
      await ip('-n', name, 'link', 'set', 'eth0', 'up');
      await ip('-n', name, 'link', 'set', 'lo', 'up');
      await mkdir(`/etc/netns/${name}`, { recursive: true });
      await writeFile(`/etc/netns/${name}/hosts`, `127.0.0.1 localhost\n${names}\n`);
      await mkdir(this.temporary(host));
    }
  }

  addressOf(host: string): string {
    return `${NET}.${this.#numberOf(host) + 10}`;
  }

  /** The folder for temporary files of a host. */
  temporary(host: string): string {
    return join(this.folder, host);
  }

  /** Runs the built command `disco` on a host. */
  disco(host: string, args: readonly string[], { node = [], env = {} }: DiscoOptions = {}): ChildProcess {
    const command = ['netns', 'exec', nameOf(host), process.execPath, ...node, main, ...args];
    const child = spawn('ip', command, {
      env: { PATH: process.env['PATH'], TMPDIR: this.temporary(host), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#children.push(child);
    return child;
  }

  /** Cuts a host, or the test itself, off from all others, without a sign. @returns mends it */
  async cut(host: string | undefined): Promise<() => Promise<void>> {
    const port = host === undefined ? `${BRIDGE}t` : this.#portOf(host);
    await ip('link', 'set', port, 'down');
    return async () => void (await ip('link', 'set', port, 'up'));
  }

  /** Loses all that one host sends to another, or to the test itself. @returns mends it */
  async mute(from: string, to: string | undefined): Promise<() => Promise<void>> {
    const place = [to === undefined ? this.address : this.addressOf(to), 'dev', 'eth0'];
    await ip('-n', nameOf(from), 'neigh', 'replace', ...place, 'lladdr', NOBODY, 'nud', 'permanent');
    return async () => void (await ip('-n', nameOf(from), 'neigh', 'delete', ...place));
  }

  /** Leaves a host that is started afterwards no room for a file that is larger than a page. @returns mends it */
  async fillDisk(host: string): Promise<() => Promise<void>> {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', this.temporary(host)]);
    return async () => void (await run('umount', ['--lazy', this.temporary(host)]));
  }

  /** The processes on all hosts. */
  async processes(): Promise<number[]> {
    const listed = await Promise.all(this.hosts.map((host) => ip('netns', 'pids', nameOf(host))));
    return listed.flatMap(({ stdout }) => stdout.split('\n').filter(Boolean).map(Number));
  }

  killAll(): void {
    for (const child of this.#children.splice(0)) child.kill('SIGKILL');
  }

  /** @throws Error if something of it is left */
  async close(): Promise<void> {
    this.killAll();
    const pids = await this.processes().catch(() => []);
    for (const pid of pids) kill(pid);
    for (const host of this.hosts) {
      await ip('netns', 'delete', nameOf(host)).catch(() => undefined);
      await rm(`/etc/netns/${nameOf(host)}`, { recursive: true, force: true });
    }
    await ip('link', 'delete', `${BRIDGE}own`).catch(() => undefined);
    await ip('link', 'delete', BRIDGE).catch(() => undefined);
    await rm(this.folder, { recursive: true });
    await until(() => !pids.some(lives), 10_000);
    const { stdout: spaces } = await ip('netns', 'list');
    const { stdout: links } = await ip('-brief', 'link');
    const left = `${spaces}${links}`
      .split('\n')
      .filter((line) => line.startsWith(BRIDGE) || line.startsWith(nameOf('')));
    if (left.length > 0) throw new Error(`of the network is left: ${left.join(', ')}`);
  }

  #numberOf(host: string): number {
    return this.hosts.indexOf(host);
  }

  #portOf(host: string): string {
    return `${BRIDGE}p${this.#numberOf(host)}`;
  }
}

export interface DiscoOptions {
  /** Flags of Node. */
  readonly node?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function lives(pid: number): boolean {
  return existsSync(`/proc/${pid}`);
}

function nameOf(host: string): string {
  return `disco-host-${ID}-${host}`;
}
