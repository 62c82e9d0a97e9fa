import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { serve } from '../src/index.js';
import { ENDLESS, messages, post, start, type Message } from './client.js';

/** Resources that keep the process alive, of the kinds that a server creates. */
function resources(): string[] {
  const kinds = ['TCPServerWrap', 'Immediate'];
  return process.getActiveResourcesInfo().filter((kind) => kinds.includes(kind));
}

test('closing cancels the runs, ends the streams and leaves nothing', async () => {
  const before = resources();
  const server = await serve();
  const { id } = await start(server.url, ENDLESS);
  const stream = await fetch(`${server.url}/runs/${id}/events`);
  const began = performance.now();
  const closed = server.close();
  expect(server.close()).toBe(closed);
  const seen: Message[] = [];
  for await (const message of messages(stream)) seen.push(message);
  expect(seen.at(-1)).toMatchObject({ event: 'end', data: { id, status: 'canceled' } });
  await closed;
  expect(performance.now() - began, 'no client had to be disconnected').toBeLessThan(2000);
  await expect(fetch(`${server.url}/health`)).rejects.toThrow('fetch failed');
  expect(resources()).toEqual(before);
});

test('closing waits neither for an unused connection nor for the rest of a refused body', async () => {
  const server = await serve();
  expect((await post(`${server.url}/runs`, `"${'x'.repeat(5_000_000)}"`)).status).toBe(413);
  const client = connect(Number(new URL(server.url).port), '127.0.0.1');
  await once(client, 'connect');
  const began = performance.now();
  const ended = once(client, 'close');
  await server.close();
  expect(performance.now() - began).toBeLessThan(2000);
  await ended;
});

test('a port that is taken is an error', async () => {
  const server = await serve();
  await expect(serve({ port: Number(new URL(server.url).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await server.close();
});

// This test runs the output of `npm run build`, as a user does.
test.each(['SIGINT', 'SIGTERM'] as const)('%s ends the process cleanly during a run', async (signal) => {
  const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
  const child = fork(main, ['--port', '0'], { silent: true, execArgv: [] });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (output += text));
  while (!output.includes('\n') && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 10));
  const url = /listening on (\S+)/.exec(output)?.[1];
  expect(url, output).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  await start(url ?? '', ENDLESS);
  child.kill(signal);
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(output).toContain(`${signal}: canceling runs and closing\nclosed\n`);
});
