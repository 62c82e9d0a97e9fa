import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

/** Debian's folder for the versions of the server. */
const INSTALLED = '/usr/lib/postgresql';

/** The program folder of the newest server on this machine; undefined if there is none. */
export function installedPostgres(): string | undefined {
  if (!existsSync(INSTALLED)) return undefined;
  const folders = readdirSync(INSTALLED).sort((a, b) => Number(b) - Number(a));
  return folders.map((version) => join(INSTALLED, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
}

/** A server with its own database cluster in a temporary folder, on a free port. */
export class PostgresServer {
  #databases = 0;

  private constructor(
    private readonly folder: string,
    private readonly address: string,
    private readonly port: number,
    private server: ChildProcess,
    private readonly launch: () => ChildProcess,
  ) {}

  /** @param address of this machine, at which it can be reached; by default only from this machine */
  static async start(address = '127.0.0.1'): Promise<PostgresServer> {
    const bin = installedPostgres();
    if (bin === undefined)
      throw new Error(`there is no PostgreSQL server in ${INSTALLED}; install the package postgresql`);
    const folder = await mkdtemp(join(tmpdir(), 'disco-postgres-'));
    const account = serverAccount();
    if (account !== undefined) await chown(folder, account.uid, account.gid);
    const data = join(folder, 'data');
    const options = { ...account, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] as ['ignore', 'ignore', 'pipe'] };
    const flags = ['-D', data, '-A', 'trust', '-U', 'disco', '--encoding=UTF8', '--locale=C', '--no-sync'];
    const init = spawn(join(bin, 'initdb'), flags, options);
    const [said, [code]] = await Promise.all([text(init), once(init, 'exit')]);
    if (code !== 0) throw new Error(`initdb failed: ${said}`);
    // Only one user needs a password.
    const rules = 'host all guarded samenet scram-sha-256\nhost all all samenet trust\n';
    await writeFile(join(data, 'pg_hba.conf'), rules);
    const port = await freePort(address);
    const settings = [`listen_addresses=${address}`, `port=${port}`, 'unix_socket_directories=', 'fsync=off'];
    const launch = (): ChildProcess =>
      spawn(join(bin, 'postgres'), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], options);
    const server = launch();
    await ready(server);
    return new PostgresServer(folder, address, port, server, launch);
  }

  /** Creates an empty database. */
  async newDatabase(): Promise<string> {
    const name = `store_${(this.#databases += 1)}`;
    await this.query('postgres', `CREATE DATABASE ${name}`);
    return this.url(name);
  }

  url(database: string, user = 'disco'): string {
    return `postgres://${user}@${this.address}:${this.port}/${database}`;
  }

  /** Runs a statement, and returns the first cell of its result. */
  async query(database: string, sql: string): Promise<unknown> {
    const client = new Client({ connectionString: this.url(database) });
    await client.connect();
    try {
      const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' });
      return rows[0]?.[0];
    } finally {
      await client.end();
    }
  }

  /** Kills it as a crash would: nobody gets an answer, and nothing is written any more. */
  async crash(): Promise<void> {
    const exit = once(this.server, 'exit');
    this.server.kill('SIGKILL');
    await exit;
  }

  /** Halts it, with all its sessions, as a machine that is suspended. @returns lets it go on */
  async halt(): Promise<() => void> {
    const { pid = NaN } = this.server;
    const sessions = (await text(spawn('pgrep', ['-P', String(pid)]), 'stdout'))
      .split('\n')
      .filter(Boolean)
      .map(Number);
    const all = [pid, ...sessions];
    for (const one of all) process.kill(one, 'SIGSTOP');
    return () => {
      for (const one of all) process.kill(one, 'SIGCONT');
    };
  }

  /** Starts it again after a crash. The processes of its sessions may live on for a moment, and keep it from starting. */
  async restart(): Promise<void> {
    for (let left = 100; ; left--) {
      this.server = this.launch();
      try {
        return await ready(this.server);
      } catch (error) {
        if (left === 0) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  async stop(): Promise<void> {
    const exit = once(this.server, 'exit');
    this.server.kill('SIGINT');
    await exit;
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** The server refuses to run as root. */
function serverAccount(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = accounts.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor nobody');
}

async function freePort(address: string): Promise<number> {
  const probe = createServer().listen(0, address);
  await once(probe, 'listening');
  const bound = probe.address();
  probe.close();
  await once(probe, 'close');
  if (bound === null || typeof bound === 'string') throw new Error('there is no free port');
  return bound.port;
}

async function ready(server: ChildProcess): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    server.stderr?.on('data', (data: Buffer) => {
      said += data.toString();
      if (said.includes('ready to accept connections')) resolve();
    });
    server.once('exit', () => reject(new Error(`the server ended: ${said}`)));
  });
}

async function text(child: ChildProcess, stream: 'stdout' | 'stderr' = 'stderr'): Promise<string> {
  let said = '';
  for await (const data of child[stream] ?? []) said += String(data);
  return said;
}
