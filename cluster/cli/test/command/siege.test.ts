import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Cluster } from '@disco-engine/cluster';
import { makeCertificates } from '@disco-engine/testing/transport-suite';
import { small } from '../../../workers/test/launch/models.js';
import { model as modelFile } from './disco.js';

/** `DISCO_STRANGERS=10000 npx vitest run siege` is the siege that a worker with 1,024 handles must withstand; it takes minutes. */
const STRANGERS = Number(process.env['DISCO_STRANGERS'] ?? 500);
const HANDLES = STRANGERS > 1_000 ? 1_024 : 400;
const MOST_HANDLES_USED = 360;

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const siegeFile = fileURLToPath(new URL('../fixtures/siege.mjs', import.meta.url));
const model = { module: modelFile, export: 'TokenRing' };
const token = 'a token of this test';
const children: ChildProcess[] = [];
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'disco-siege-'));
});

afterEach(() => {
  for (const process of children.splice(0)) process.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

describe.skipIf(process.platform !== 'linux')(`a worker with ${HANDLES} file handles`, () => {
  it.each(['ws', 'grpc', 'ws with TLS', 'grpc with TLS'])(
    `serves its launcher while ${STRANGERS} strangers keep what they can (%s)`,
    async (kind) => {
      const isSecure = kind.endsWith('TLS');
      const certificates = isSecure ? textsOf(makeCertificates()) : undefined;
      const flags = certificates === undefined ? tokenFlags() : certificateFlags(certificates);
      const workers = await Promise.all([0, 1].map(() => standingWorker(kind.split(' ')[0] ?? '', flags)));
      const trust = certificates === undefined ? { token } : { tls: certificates };
      const serve = async (): Promise<{ digest: string; milliseconds: number }> => {
        const begin = performance.now();
        const cluster = await Cluster.join({ peers: workers.map(({ address }) => address), model, ...trust });
        try {
          const { digest } = await (await cluster.start({ scenario: small, seed: 3, until: 10 })).finished;
          return { digest, milliseconds: Math.round(performance.now() - begin) };
        } finally {
          await cluster.close();
        }
      };
      const calm = await serve();

      const ports = workers.flatMap((worker) => worker.ports);
      const perSecond = STRANGERS > 1_000 ? 200 : 150;
      const siege = start(process.execPath, [
        siegeFile,
        JSON.stringify({ ports, total: STRANGERS, perSecond, certificates }),
      ]);
      let outcome: { connected: number; held: number } | undefined;
      lines(siege).once('line', (line: string) => (outcome = JSON.parse(line) as typeof outcome));
      const served: Awaited<ReturnType<typeof serve>>[] = [];
      while (outcome === undefined || served.length < 2) served.push(await serve());
      expect(outcome.connected).toBeGreaterThanOrEqual(STRANGERS);
      expect(new Set(served.map(({ digest }) => digest))).toEqual(new Set([calm.digest]));
      for (const worker of workers) {
        worker.stopLooking();
        expect(worker.peaks.handles).toBeLessThan(MOST_HANDLES_USED);
      }

      const begin = performance.now();
      const ends = workers.map(async ({ process: worker }) => {
        const ended = once(worker, 'exit');
        worker.kill('SIGTERM');
        return ended;
      });
      expect(await Promise.all(ends)).toEqual(workers.map(() => [0, null]));
      const figures = {
        kind,
        ...outcome,
        calm: calm.milliseconds,
        served: served.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b),
        peaks: workers.map(({ peaks }) => peaks),
        endedWithin: Math.round(performance.now() - begin),
      };
      expect(figures.endedWithin).toBeLessThan(15_000);
      if (process.env['DISCO_STRANGERS'] !== undefined) process.stdout.write(`${JSON.stringify(figures)}\n`);
    },
    600_000,
  );
});

interface StandingProcess {
  readonly process: ChildProcess;
  readonly address: string;
  readonly ports: readonly number[];
  readonly peaks: { readonly handles: number; readonly megabytes: number };
  stopLooking(): void;
}

async function standingWorker(kind: string, flags: readonly string[]): Promise<StandingProcess> {
  const ports = [await freePort(), await freePort()] as const;
  const listen = `${kind}://127.0.0.1:${ports[0]}?control=${ports[1]}`;
  const options = ['--model', modelFile, '--listen', listen, '--log-level', 'error', ...flags];
  const command = [process.execPath, main, 'worker', ...options];
  const worker = start('sh', ['-c', `ulimit -n ${HANDLES}; exec "$0" "$@"`, ...command]);
  const [line] = (await once(lines(worker), 'line')) as [string];
  const { pid = 0 } = worker;
  const peaks = { handles: 0, megabytes: 0 };
  const look = (): void => {
    const [, text = '0'] = /VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    peaks.megabytes = Math.max(peaks.megabytes, Math.round(Number(text) / 1024));
    peaks.handles = Math.max(peaks.handles, readdirSync(`/proc/${pid}/fd`).length);
  };
  const timer = setInterval(look, 100);
  const stopLooking = (): void => clearInterval(timer);
  worker.once('exit', stopLooking);
  return { process: worker, address: line.split(' ').at(-1) ?? '', ports, peaks, stopLooking };
}

function start(command: string, args: readonly string[]): ChildProcess {
  const spawned = spawn(command, [...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(spawned);
  return spawned;
}

function lines(of: ChildProcess): ReturnType<typeof createInterface> {
  if (of.stdout === null) throw new Error('its output is a pipe');
  return createInterface({ input: of.stdout });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

interface Texts {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
}

function textsOf({ cert, key, ca }: ReturnType<typeof makeCertificates>): Texts {
  return { cert: cert.toString(), key: key.toString(), ca: ca.toString() };
}

function certificateFlags(texts: Texts): string[] {
  return (['cert', 'key', 'ca'] as const).flatMap((name) => [`--tls-${name}`, secret(name, texts[name])]);
}

function tokenFlags(): string[] {
  return ['--token-file', secret('token', token)];
}

function secret(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text, { mode: 0o600 });
  return path;
}
