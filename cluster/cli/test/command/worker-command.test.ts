import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Cluster, type JoinOptions } from '@disco-engine/cluster';
import { makeCertificates } from '@disco-engine/testing/transport-suite';
import { BlockingProxy } from '../../../workers/test/control/blocking-proxy.js';
import { NEVER, small } from '../../../workers/test/launch/models.js';
import { parsedMetrics, type Series } from '../metrics/parsed-metrics.js';
import { Disco, model as modelFile, outcomeOf, printed } from './disco.js';

const disco = new Disco();
const TOKEN = 'a token of this test';
const POLL = { timeout: 30_000 };
const model = { module: modelFile, export: 'TokenRing' };
const clusters: Cluster[] = [];
let folder: string;
let tokenFile: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disco-worker-'));
  tokenFile = join(folder, 'token');
  await writeFile(tokenFile, TOKEN, { mode: 0o600 });
});
afterEach(async () => {
  await Promise.all(clusters.splice(0).map((cluster) => cluster.close()));
  disco.close();
  await rm(folder, { recursive: true, force: true });
});

async function gather(options: Omit<JoinOptions, 'model'>): Promise<Cluster> {
  const cluster = await Cluster.join({ model, ...options });
  clusters.push(cluster);
  return cluster;
}

async function digestOn(cluster: Cluster): Promise<string> {
  return (await (await cluster.start({ scenario: small, seed: 3, until: 10 })).finished).digest;
}

async function withToken(listen: string, ...more: readonly string[]): Promise<Awaited<ReturnType<Disco['worker']>>> {
  return disco.worker('--listen', listen, '--token-file', tokenFile, ...more);
}

describe('disco worker', () => {
  it.each(['ws', 'grpc'])('serves one launcher after another over %s', async (kind) => {
    const address = `${kind}://127.0.0.1:0`;
    const workers = await Promise.all([
      withToken(address, '--metrics', '0'),
      withToken(address, '--threads', '2', '--metrics', '0'),
    ]);
    const peers = workers.map((worker) => worker.address);
    const digests: string[] = [];
    const events = [0, 0, 0];
    for (let i = 0; i < 2; i++) {
      const cluster = await gather({ peers, token: TOKEN });
      expect(cluster.hosts).toEqual([...peers, `${peers[1]}#1`]);
      const result = await (await cluster.start({ scenario: small, seed: 3, until: 10 })).finished;
      digests.push(result.digest);
      for (const { worker, ...figures } of result.perWorker) events[worker] = (events[worker] ?? 0) + figures.events;
      await cluster.close();
    }
    expect(new Set(digests).size).toBe(1);
    for (const [at, { child }] of workers.entries()) {
      const labels = [[''], ['thread="0"', 'thread="1"']][at];
      const url = await printed(child, /http:\S+\/metrics/);
      const read = async (): Promise<Series> => parsedMetrics(await (await fetch(url)).text());
      const of = (series: Series, name: string): (number | undefined)[] =>
        labels.map((label) => series.get(label === '' ? name : `${name}{${label}}`));
      // A worker releases a run after its launcher has gone.
      for (const label of labels) {
        const available = `disco_worker_state{${label === '' ? '' : `${label},`}state="AVAILABLE"}`;
        await expect.poll(async () => (await read()).get(available), POLL).toBe(1);
      }
      const series = await read();
      expect(of(series, 'disco_events_total')).toEqual(at === 0 ? [events[0]] : events.slice(1));
      for (const count of of(series, 'disco_messages_sent_total')) expect(count).toBeGreaterThan(0);
      // Each thread has a launcher and a run of its own.
      const twice = 2 * labels.length;
      expect(series.get('disco_launchers_admitted_total')).toBe(twice);
      expect([series.get('disco_runs_started_total'), series.get('disco_runs_ended_total')]).toEqual([twice, twice]);
    }
    workers[0].child.kill('SIGTERM');
    expect((await outcomeOf(workers[0].child)).code).toBe(0);
  });

  it('may be lost: the run goes on with the others, or with it once it is back', async () => {
    const workers = await Promise.all([0, 1].map(() => withToken('ws://127.0.0.1:0?control=0')));
    const [stays, leaves] = workers;
    const [address, again] = workers.map((worker) => worker.address);
    const cluster = await gather({ peers: [address, again], token: TOKEN, lostAfter: 2_000 });
    const digest = await digestOn(cluster);
    const start = { scenario: small, seed: 3, until: 10 };
    const onStart = (_: unknown, attempt: number): void => void (attempt === 1 && leaves.child.kill('SIGKILL'));
    const alone = await cluster.runRecovering({ ...start, until: 1_000 }, { onStart });
    expect(alone).toMatchObject({ attempts: 2, perWorker: [{ host: address }] });
    expect(cluster.hosts).toEqual([address]);
    expect(await cluster.runRecovering(start)).toMatchObject({ attempts: 1, digest });
    stays.child.kill('SIGKILL');
    await expect(cluster.runRecovering(start, { attempts: 2 })).rejects.toMatchObject({ code: 'WORKER_UNREACHABLE' });
  });

  it('writes no log for its launcher, and sends it the summaries', async () => {
    const { address } = await withToken('ws://127.0.0.1:0');
    const cluster = await gather({ peers: [address], token: TOKEN });
    const file = join(folder, 'log.parquet');
    const start = { scenario: small, until: 10 };
    await expect(cluster.start({ ...start, log: { file } })).rejects.toMatchObject({ code: 'LOG_REFUSED' });
    const { log } = await (await cluster.start({ ...start, log: {} })).finished;
    expect(log).toEqual({ channels: [], file: undefined, failure: undefined });
    expect(await readdir(folder)).toEqual(['token']);
  });

  it("listens at Unix sockets that are this user's alone, and leaves none", async () => {
    const path = join(folder, 'w.sock');
    const { child, address } = await disco.worker('--listen', `ws+unix:${path}`);
    expect((await stat(`${path}.control`)).mode & 0o777).toBe(0o600);
    const cluster = await gather({ peers: [address] });
    expect(await digestOn(cluster)).toMatch(/^[\da-f]{16}$/);
    await cluster.close();
    child.kill('SIGINT');
    expect((await outcomeOf(child)).code).toBe(130);
    expect(await readdir(folder)).toEqual(['token']);
  });

  it('accepts a launcher with mutual TLS, and no other', async () => {
    const tls = await certificates(folder);
    const files = ['cert', 'key', 'ca'].flatMap((name) => [`--tls-${name}`, join(folder, `${name}.pem`)]);
    const workers = await Promise.all([0, 1].map(() => disco.worker('--listen', 'grpc://localhost:0', ...files)));
    const peers = workers.map(({ address }) => address);
    expect(await digestOn(await gather({ peers, tls }))).toMatch(/^[\da-f]{16}$/);
    await expect(gather({ peers, token: TOKEN, lostAfter: 500 })).rejects.toMatchObject({ code: 'WORKER_UNREACHABLE' });
  });

  it.each(['ws', 'grpc'])('fails if another process listens at its address (%s)', async (kind) => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as AddressInfo;
    const listen = ['--listen', `${kind}://127.0.0.1:${port}?control=0`, '--token-file', tokenFile];
    const outcome = await disco.start('worker', '--model', modelFile, ...listen);
    holder.close();
    expect(outcome).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining(`Error LISTEN_FAILED: cannot listen at 127.0.0.1:${port}: `) as string,
    });
  });

  it('reports an expired certificate to the launcher', async () => {
    const joining = Cluster.join({ peers: ['ws://127.0.0.1:1'], tls: makeCertificates(-1), model });
    await expect(joining).rejects.toMatchObject({
      problems: [{ code: 'TLS_INVALID', message: expect.stringContaining('tls.cert expired on') as string }],
    });
  });

  it('refuses a wrong token, and a second launcher', async () => {
    const { address } = await withToken('ws://127.0.0.1:0');
    await expect(gather({ peers: [address], token: `${TOKEN}.` })).rejects.toMatchObject({ code: 'TOKEN_REFUSED' });
    await gather({ peers: [address], token: TOKEN });
    await expect(gather({ peers: [address], token: TOKEN })).rejects.toMatchObject({ code: 'WORKER_TAKEN' });
  });

  it('disconnects strangers, and keeps serving', async () => {
    const { address } = await withToken('ws://127.0.0.1:0');
    const port = Number(/control=(\d+)/.exec(address)?.[1]);
    for (const garbage of [
      'GET / HTTP/1.1\r\n\r\n',
      'x'.repeat(100_000),
      '\n',
      `${'0'.repeat(64)} ${'0'.repeat(64)} 1\n`,
    ]) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.end(garbage);
      socket.resume();
      await new Promise((resolve) => socket.once('close', resolve));
    }
    expect(await digestOn(await gather({ peers: [address], token: TOKEN }))).toMatch(/^[\da-f]{16}$/);
  });

  it('that is killed ends the run of the others, and is named', async () => {
    const workers = await Promise.all([0, 1].map(() => withToken('ws://127.0.0.1:0')));
    const peers = workers.map(({ address }) => address);
    const cluster = await gather({ peers, token: TOKEN, lostAfter: 2_000 });
    const run = await cluster.start({ scenario: small, until: NEVER });
    workers[1].child.kill('SIGKILL');
    await expect(run.finished).rejects.toMatchObject({
      code: 'WORKER_LOST',
      message: expect.stringContaining(peers[1]) as string,
    });
    await cluster.close();
    // The remaining one accepts the next launcher.
    expect(await digestOn(await gather({ peers: [peers[0]], token: TOKEN }))).toMatch(/^[\da-f]{16}$/);
  });

  it('survives the loss of its control connection', async () => {
    const workers = await Promise.all([0, 1].map(() => withToken('ws://127.0.0.1:0')));
    const proxies = await Promise.all(
      workers.map(({ address }) => BlockingProxy.start(Number(/control=(\d+)$/.exec(address)?.[1]))),
    );
    const peers = proxies.map(({ port }) => `ws://127.0.0.1:0?control=${port}`);
    const cluster = await gather({ peers, token: TOKEN });
    const start = { scenario: small, seed: 3, until: 2_000 };
    const calm = await (await cluster.start(start)).finished;
    let begun = (): void => {};
    const underWay = new Promise<void>((resolve) => (begun = resolve));
    const run = await cluster.start({ ...start, onProgress: () => begun() });
    await underWay;
    for (const proxy of proxies) proxy.block();
    // Longer than the run once survived it.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    for (const proxy of proxies) proxy.unblock();
    await run.pause();
    await run.resume();
    expect((await run.finished).digest).toBe(calm.digest);
    for (const { connections } of proxies) expect(connections).toBeGreaterThan(1);
    await cluster.close();
    await Promise.all(proxies.map((proxy) => proxy.close()));
  });

  it('without a sign of life is lost after the given time', async () => {
    const { child, address } = await withToken('ws://127.0.0.1:0');
    const cluster = await gather({ peers: [address], token: TOKEN, lostAfter: 400 });
    const run = await cluster.start({ scenario: small, until: NEVER });
    child.kill('SIGSTOP');
    const start = performance.now();
    await expect(run.finished).rejects.toMatchObject({
      code: 'WORKER_LOST',
      message: expect.stringContaining(
        'it has had no lasting connection for 400 ms (nothing arrived for 300 ms)',
      ) as string,
    });
    expect(performance.now() - start).toBeGreaterThan(250);
  });

  it('ends the run of a launcher that has gone, and accepts the next one', async () => {
    const { address } = await withToken('ws://127.0.0.1:0');
    const path = fileURLToPath(new URL('../../../workers/test/fixtures/launcher.mjs', import.meta.url));
    const launcher = spawn(process.execPath, [path, 'own', String(NEVER), address, TOKEN], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(launcher.stdout, 'data');
    await expect(gather({ peers: [address], token: TOKEN })).rejects.toMatchObject({ code: 'WORKER_TAKEN' });
    launcher.kill('SIGKILL');
    await expect
      .poll(() => gather({ peers: [address], token: TOKEN }).then(digestOn, codeOf), { timeout: 5_000 })
      .toMatch(/^[\da-f]{16}$/);
  });

  it('outlives a launcher that dies during a handler that never returns', async () => {
    const { address, child } = await disco.worker(
      '--listen',
      'ws://127.0.0.1:0',
      '--token-file',
      tokenFile,
      '--max-busy',
      '300',
    );
    const path = fileURLToPath(new URL('../../../workers/test/fixtures/launcher.mjs', import.meta.url));
    const launcher = spawn(process.execPath, [path, 'own', '3', address, TOKEN], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(launcher.stdout, 'data');
    launcher.kill('SIGKILL');
    await expect
      .poll(() => gather({ peers: [address], token: TOKEN }).then(digestOn, codeOf), { timeout: 30_000 })
      .toMatch(/^[\da-f]{16}$/);
    expect(child.exitCode).toBe(null);
  });

  it('loads only the modules that it was given', async () => {
    const { address } = await withToken('ws://127.0.0.1:0');
    const cluster = await Cluster.join({
      peers: [address],
      token: TOKEN,
      model: { module: 'other.js', export: 'Other' },
    });
    clusters.push(cluster);
    await expect(cluster.start({ scenario: small, until: 1 })).rejects.toMatchObject({
      code: 'MODEL_UNKNOWN',
      message: expect.stringContaining('token-ring.mjs') as string,
    });
  });
});

function codeOf(error: unknown): string {
  return (error as { code: string }).code;
}

/** An authority, and one certificate for both sides. */
async function certificates(into: string): Promise<{ cert: string; key: string; ca: string }> {
  const openssl = (...args: string[]): unknown => execFileSync('openssl', args, { cwd: into, stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...key, '-keyout', 'ca-key.pem', '-out', 'ca.pem', '-subj', '/CN=authority', '-days', '2');
  openssl('req', ...key, '-keyout', 'key.pem', '-out', 'request.pem', '-subj', '/CN=localhost');
  await writeFile(join(into, 'names.txt'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
  const signing = ['-CA', 'ca.pem', '-CAkey', 'ca-key.pem', '-CAcreateserial', '-days', '2', '-extfile', 'names.txt'];
  openssl('x509', '-req', '-in', 'request.pem', '-out', 'cert.pem', ...signing);
  const read = async (name: string): Promise<string> => readFile(join(into, name), 'utf8');
  return { cert: await read('cert.pem'), key: await read('key.pem'), ca: await read('ca.pem') };
}
