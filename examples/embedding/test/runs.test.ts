import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { serve, type RunServer, type RunSummary } from '../src/index.js';
import { cancel, ENDLESS, post, report, start, type ErrorBody } from './client.js';

let server: RunServer;
let url: string;
beforeEach(async () => {
  server = await serve({ maxRunning: 2, maxEnded: 3 });
  ({ url } = server);
});
afterEach(() => server.close());

/** Waits for a run to end. */
async function end(id: string): Promise<RunSummary> {
  await vi.waitFor(async () => expect((await report(url, id)).status).not.toBe('running'), { timeout: 30_000 });
  return report(url, id);
}

test('a run is started, ends and is reported', async () => {
  const response = await post(`${url}/runs`, { days: 100, seed: 7, stages: 3 });
  expect(response.status).toBe(201);
  const begun = (await response.json()) as RunSummary;
  expect(response.headers.get('location')).toBe(`/runs/${begun.id}`);
  expect(begun.request).toEqual({ days: 100, seed: 7, stages: 3, meanDemand: 20, leadTime: 3 });

  const done = await end(begun.id);
  expect(done).toMatchObject({ status: 'done', day: 99, digest: expect.stringMatching(/^[0-9a-f]{16}$/) });
  expect(done.events).toBeGreaterThan(500);
  expect(done.fillRate).toBeGreaterThan(0.8);
  expect(done.fillRate).toBeLessThan(1);
  const { runs } = (await (await fetch(`${url}/runs`)).json()) as { runs: RunSummary[] };
  expect(runs).toEqual([done]);
});

test('equal requests give equal results, even side by side, and another seed gives others', async () => {
  const request = { days: 20_000, seed: 3, stages: 4 };
  const ids = (await Promise.all([start(url, request), start(url, request)])).map(({ id }) => id);
  const [one, two] = await Promise.all(ids.map(end));
  const other = await end((await start(url, { ...request, seed: 4 })).id);
  expect(two).toEqual({ ...one, id: two?.id });
  expect(other.digest).not.toBe(one?.digest);
});

test('other requests are answered while a run is in progress, and it goes on', async () => {
  const { id } = await start(url, ENDLESS);
  const days: number[] = [];
  for (let i = 0; i < 20; i++) {
    const health = (await (await fetch(`${url}/health`)).json()) as object;
    expect(health).toEqual({ status: 'ok', running: 1, streams: 0 });
    days.push((await report(url, id)).day);
  }
  expect(new Set(days).size).toBeGreaterThan(5);
  expect(days).toEqual([...days].sort((a, b) => a - b));
});

test('a run is canceled for good, even while it is paused', async () => {
  const { id } = await start(url, ENDLESS);
  const { id: paused } = await start(url, ENDLESS);
  await post(`${url}/runs/${paused}/pause`);
  for (const one of [id, paused]) {
    const canceled = await cancel(url, one);
    expect(canceled.status).toBe('canceled');
    expect(canceled.day).toBeLessThan(ENDLESS.days);
    expect(await cancel(url, one)).toEqual(canceled);
    expect(await (await post(`${url}/runs/${one}/resume`)).json()).toEqual(canceled);
  }
});

test('a paused run stands still until it is resumed', async () => {
  const { id } = await start(url, ENDLESS);
  const paused = (await (await post(`${url}/runs/${id}/pause`)).json()) as RunSummary;
  expect(paused.status).toBe('paused');
  for (let i = 0; i < 10; i++) expect(await report(url, id)).toEqual(paused);
  const resumed = (await (await post(`${url}/runs/${id}/resume`)).json()) as RunSummary;
  expect(resumed).toEqual({ ...paused, status: 'running' });
  await vi.waitFor(async () => expect((await report(url, id)).day).toBeGreaterThan(paused.day));
});

test('runs beyond the limit are refused until one has ended', async () => {
  const { id } = await start(url, ENDLESS);
  await start(url, ENDLESS);
  const refused = await post(`${url}/runs`, ENDLESS);
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(((await refused.json()) as ErrorBody).error.code).toBe('TOO_MANY_RUNS');
  await cancel(url, id);
  await start(url, ENDLESS);
});

test('the oldest ended runs are dropped', async () => {
  for (let i = 0; i < 4; i++) await end((await start(url, { days: 2, stages: 1 })).id);
  const { runs } = (await (await fetch(`${url}/runs`)).json()) as { runs: RunSummary[] };
  expect(runs.map(({ id }) => id)).toEqual(['2', '3', '4']);
  expect((await fetch(`${url}/runs/1`)).status).toBe(404);
});
