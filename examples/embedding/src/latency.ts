import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { createHistogram, performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

// How long GET /health takes while the server is idle and while runs are in progress. Client and server are separate processes,
// so that the client measures the server and not itself.

const REQUESTS = 1000;
const server = fork(fileURLToPath(new URL('main.js', import.meta.url)), ['--port', '0'], { silent: true });
if (server.stdout === null) throw new Error('the server has no stdout');
const [greeting] = (await once(server.stdout, 'data')) as [Buffer];
const url = greeting.toString().trim().replace('listening on ', '');

try {
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}`);
  console.log(`GET /health, ${REQUESTS} requests one after the other, up to 5 ms apart; milliseconds`);
  await measure('warm-up');
  await measure('idle');
  for (const runs of [1, 4]) {
    const ids = await Promise.all(Array.from({ length: runs }, start));
    const before = await events(ids);
    const began = performance.now();
    await measure(`${runs} in progress`);
    const perSecond = (1000 * ((await events(ids)) - before)) / (performance.now() - began);
    console.log(`                      at ${(perSecond / 1e6).toFixed(2)} million events/s`);
    await Promise.all(ids.map((id) => fetch(`${url}/runs/${id}`, { method: 'DELETE' })));
  }
} finally {
  server.kill('SIGTERM');
}

async function measure(what: string): Promise<void> {
  const histogram = createHistogram();
  for (let i = 0; i < REQUESTS; i++) {
    // Without a random wait, every request would arrive at the same point of the server's time slice.
    await sleep(Math.random() * 5);
    const began = performance.now();
    await (await fetch(`${url}/health`)).text();
    histogram.record(Math.max(1, Math.round((performance.now() - began) * 1e6)));
  }
  const shown = [50, 99, 100].map((percentile) => (histogram.percentile(percentile) / 1e6).toFixed(2).padStart(8));
  console.log(`${what.padEnd(14)} median ${shown[0]}   99th percentile ${shown[1]}   largest ${shown[2]}`);
}

async function start(): Promise<string> {
  const body = JSON.stringify({ days: 10_000_000, stages: 200 });
  const response = await fetch(`${url}/runs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return ((await response.json()) as { id: string }).id;
}

async function events(ids: readonly string[]): Promise<number> {
  const counts = ids.map(
    async (id) => ((await (await fetch(`${url}/runs/${id}`)).json()) as { events: number }).events,
  );
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}
