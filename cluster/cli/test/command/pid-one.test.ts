import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Cluster } from '@disco-engine/cluster';
import { small } from '../../../workers/test/launch/models.js';
import { model } from './disco.js';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
// A process namespace, as a container has it.
const NAMESPACE = ['--kill-child', '--fork', '--pid', '--mount-proc'];
// Without the rights of root, most systems allow none.
const hasNamespaces = spawnSync('unshare', [...NAMESPACE, 'true']).status === 0;

let folder: string;
let child: ChildProcessByStdio<null, Readable, Readable> | undefined;

beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'disco-one-'))));
afterEach(async () => {
  child?.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

/** Starts `disco` as PID 1. */
function start(...args: readonly string[]): {
  /** The first line that matches. */
  line(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<string>;
  /** Number of the process outside of its namespace. */
  pid(): number;
  readonly ended: Promise<number | null>;
} {
  const begun = spawn('unshare', [...NAMESPACE, process.execPath, main, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child = begun;
  const printed = { stdout: [] as string[], stderr: [] as string[] };
  for (const name of ['stdout', 'stderr'] as const)
    createInterface({ input: begun[name] }).on('line', (line) => printed[name].push(line));
  return {
    async line(stream, pattern) {
      const found = (): string | undefined => printed[stream].find((line) => pattern.test(line));
      await expect.poll(found, { timeout: 30_000 }).toBeDefined();
      return found() ?? '';
    },
    pid() {
      const [pid = 0] = childrenOf(begun.pid ?? 0);
      expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^NSpid:\t\d+\t1$/m);
      return pid;
    },
    ended: once(begun, 'exit').then(([code]) => code as number | null),
  };
}

function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return text === '' ? [] : text.split(' ').map(Number);
}

describe.skipIf(!hasNamespaces)('as PID 1', () => {
  it('disco worker ends after SIGTERM, and has started no process', async () => {
    const path = join(folder, 'w');
    const { line, pid, ended } = start('worker', '--listen', `ws+unix:${path}`, '--model', model);
    await line('stdout', /listens at/);
    const cluster = await Cluster.join({ peers: [`ws+unix:${path}`], model: { module: model, export: 'TokenRing' } });
    await (
      await cluster.start({ scenario: small, until: 10 })
    ).finished;
    expect(childrenOf(pid())).toEqual([]);
    await cluster.close();
    process.kill(pid(), 'SIGTERM');
    expect(await ended).toBe(0);
  });

  it('disco run ends after a second SIGTERM, although a handler never returns', async () => {
    const hang = ['--parameters', JSON.stringify({ culprit: 'station/1', hangAt: 3 }), '--lost-after', '60000'];
    const run = ['--model', `${model}#TokenRing`, '--scenario', `${model}#small`, '--until', '1000000'];
    const { line, pid, ended } = start('run', ...run, '--workers', '2', ...hang);
    await line('stderr', /^hangs/);
    process.kill(pid(), 'SIGTERM');
    await line('stderr', /^Interrupted/);
    process.kill(pid(), 'SIGTERM');
    expect(await ended).toBe(143);
  });
});
