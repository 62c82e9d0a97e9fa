import { openRun } from '@disco-engine/testing';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { transport } from '../src/index.js';
import { PingPong, table } from './ping-pong.js';

// Worker processes load built modules; `npm test` builds first.
const OWN = fileURLToPath(new URL('../dist/index.js', import.meta.url));
const MODEL = fileURLToPath(new URL('./ping-pong.ts', import.meta.url));
const DISCO = fileURLToPath(new URL('../../../cluster/cli/bin/disco.js', import.meta.url));
const UNTIL = 50;
const WHAT = ['--model', `${MODEL}#PingPong`, '--scenario', `${MODEL}#table`];
const RUN = ['run', ...WHAT, '--until', String(UNTIL), '--json'];

const children: ReturnType<typeof spawn>[] = [];
let expected: string;

beforeAll(async () => {
  const alone = await openRun(PingPong, { scenario: table });
  await alone.until(UNTIL);
  expected = alone.digest;
  await alone.dispose();
});
afterAll(() => children.forEach((child) => child.kill('SIGKILL')));

it('joins the workers of a test run', async () => {
  const run = await openRun(PingPong, { scenario: table, workers: 2, transport });
  await run.until(UNTIL);
  expect(run.digest).toBe(expected);
  await run.dispose();
});

it('joins the workers of `disco run --transport FILE`', async () => {
  const { digest } = JSON.parse(await disco(...RUN, '--workers', '2', '--transport', OWN)) as { digest: string };
  expect(digest).toBe(expected);
});

it('joins long-lived workers that were started with it, at addresses with its scheme', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'disco-own-'));
  try {
    const token = join(folder, 'token');
    await writeFile(token, 'sixteen bytes, or more', { mode: 0o600 });
    const trust = ['--token-file', token];
    const listening = [0, 1].map(async () => {
      const flags = ['--model', MODEL, '--transport', OWN, '--log-level', 'error', ...trust];
      const child = start('worker', '--listen', 'net://127.0.0.1:0', ...flags);
      const refused = once(child, 'close').then(([code]) => Promise.reject(new Error(`it ended with ${String(code)}`)));
      const [line] = (await Promise.race([once(createInterface({ input: child.stdout }), 'line'), refused])) as [
        string,
      ];
      // It is killed after the tests, which must not count as a failure.
      refused.catch(() => undefined);
      return line.split(' ').at(-1);
    });
    const peers = (await Promise.all(listening)).join(',');
    expect(peers).toMatch(/^net:\/\/127\.0\.0\.1:\d+/);
    const result = await disco(...RUN, '--peers', peers, '--transport', OWN, ...trust);
    expect((JSON.parse(result) as { digest: string }).digest).toBe(expected);
  } finally {
    await rm(folder, { recursive: true });
  }
});

function start(...args: readonly string[]) {
  const child = spawn(process.execPath, [DISCO, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return child;
}

async function disco(...args: readonly string[]): Promise<string> {
  const child = start(...args);
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  expect(code).toBe(0);
  return text;
}
