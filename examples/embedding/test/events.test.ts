import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { serve, type RunServer, type RunSummary } from '../src/index.js';
import { cancel, ENDLESS, first, messages, start, type ErrorBody, type Message } from './client.js';

let server: RunServer;
let url: string;
beforeEach(async () => {
  server = await serve({ heartbeat: 20 });
  ({ url } = server);
});
afterEach(() => server.close());

async function streams(): Promise<number> {
  return ((await (await fetch(`${url}/health`)).json()) as { streams: number }).streams;
}

test('progress and activations of one node are streamed, with heartbeats, up to the end', async () => {
  const { id } = await start(url, ENDLESS);
  const response = await fetch(`${url}/runs/${id}/events?node=stage/2`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/event-stream');

  const seen: Message[] = [];
  const began = performance.now();
  let activations = 0;
  for await (const message of messages(response)) {
    seen.push(message);
    if (message.event === 'activation' && ++activations === 4) await cancel(url, id);
  }
  const of = <T>(event: string): T[] => seen.filter((message) => message.event === event).map(({ data }) => data as T);

  const days = of<RunSummary>('progress').map(({ day }) => day);
  expect(days.length).toBeGreaterThan(1);
  expect(days).toEqual([...days].sort((a, b) => a - b));
  for (const activation of of<{ node: string; simproc: string; epoch: number; events: unknown[] }>('activation')) {
    expect(activation).toMatchObject({ node: 'stage/2', simproc: expect.stringMatching(/^(?:order|delivery)$/) });
    expect(activation.events.length).toBeGreaterThan(0);
  }
  expect(of('comment')).toContain('heartbeat');
  expect(seen.at(-1)).toMatchObject({ event: 'end', data: { id, status: 'canceled' } });
  // The run makes hundreds of thousands of activations in this time; only the first of each kind, and then at most one per 250
  // ms, is sent.
  const most = 2 * (2 + (performance.now() - began) / 250);
  expect(of('progress').length + of('activation').length).toBeLessThan(most);
});

test('without a node there are no activations, and an ended run streams only its end', async () => {
  const { id } = await start(url, { days: 2000, stages: 20 });
  const seen: Message[] = [];
  for await (const message of messages(await fetch(`${url}/runs/${id}/events`))) seen.push(message);
  expect(seen.at(-1)).toMatchObject({ event: 'end', data: { status: 'done', day: 1999 } });
  expect(seen.filter(({ event }) => event === 'activation')).toEqual([]);

  const late: Message[] = [];
  for await (const message of messages(await fetch(`${url}/runs/${id}/events?node=stage/1`))) late.push(message);
  expect(late).toEqual([seen.at(-1)]);
});

test('a client that goes away is unsubscribed, and the run goes on', async () => {
  const { id } = await start(url, ENDLESS);
  const leave = new AbortController();
  const response = await fetch(`${url}/runs/${id}/events?node=stage/1`, { signal: leave.signal });
  await vi.waitFor(async () => expect(await streams()).toBe(1));
  leave.abort();
  await expect(response.text()).rejects.toThrow('aborted');
  await vi.waitFor(async () => expect(await streams()).toBe(0));
  expect((await cancel(url, id)).status).toBe('canceled');
});

test('clients of one run do not disturb each other', async () => {
  const { id } = await start(url, ENDLESS);
  const nodes = ['stage/1', 'stage/50', 'stage/100'];
  const found = await Promise.all(
    nodes.map(async (node) => first(await fetch(`${url}/runs/${id}/events?node=${node}`), 'activation')),
  );
  expect(found.map(({ data }) => (data as { node: string }).node)).toEqual(nodes);
});

test('an unknown node is refused', async () => {
  const { id } = await start(url, ENDLESS);
  const response = await fetch(`${url}/runs/${id}/events?node=stage/101`);
  expect(response.status).toBe(404);
  expect(((await response.json()) as ErrorBody).error.code).toBe('NODE_UNKNOWN');
  expect(await streams()).toBe(0);
});
