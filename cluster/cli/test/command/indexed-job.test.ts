import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { Disco, model, outcomeOf } from './disco.js';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const run = promisify(execFile);
const PODS = [0, 1, 2];
/** Of the test's own network, so that tests of two clones do not meet. */
const id = process.pid % 10_000;
const bridge = `dsc${id}`;
const net = `10.${200 + (id % 50)}.${Math.floor(id / 50) % 250}`;
const nameOf = (pod: number): string => `disco-pod-${id}-${pod}`;

/** Network namespaces need root and a kernel that allows them: an ordinary user, and most containers, cannot make any. */
function canMakeNamespaces(): boolean {
  if (process.getuid?.() !== 0) return false;
  try {
    execFileSync('ip', ['netns', 'add', nameOf(99)], { stdio: 'ignore' });
    execFileSync('ip', ['netns', 'exec', nameOf(99), 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    try {
      execFileSync('ip', ['netns', 'delete', nameOf(99)], { stdio: 'ignore' });
    } catch {
      // There is none.
    }
  }
}

const disco = new Disco();
const children: ChildProcess[] = [];
let folder: string | undefined;

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await disco.close();
  if (folder === undefined) return;
  for (const pod of PODS) {
    await run('ip', ['netns', 'delete', nameOf(pod)]).catch(() => undefined);
    await rm(`/etc/netns/${nameOf(pod)}`, { recursive: true, force: true });
  }
  await run('ip', ['link', 'delete', bridge]).catch(() => undefined);
  await rm(folder, { recursive: true });
});

/** A namespace for each pod, all on one bridge; a hosts file plays the name service. */
async function makeNetwork(): Promise<void> {
  const ip = (...args: readonly string[]): Promise<unknown> => run('ip', args);
  await ip('link', 'add', bridge, 'type', 'bridge');
  await ip('link', 'set', bridge, 'up');
  const hosts = PODS.map((pod) => `${net}.${pod + 10} ring-${pod}.ring`).join('\n');
  for (const pod of PODS) {
    const [name, outer] = [nameOf(pod), `${bridge}p${pod}`];
    await ip('netns', 'add', name);
    await ip('link', 'add', outer, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
    await ip('link', 'set', outer, 'master', bridge, 'up');
    await ip('-n', name, 'address', 'add', `${net}.${pod + 10}/24`, 'dev', 'eth0');
    await ip('-n', name, 'link', 'set', 'eth0', 'up');
    await ip('-n', name, 'link', 'set', 'lo', 'up');
    await mkdir(`/etc/netns/${name}`, { recursive: true });
    await writeFile(`/etc/netns/${name}/hosts`, `127.0.0.1 localhost\n${hosts}\n`);
  }
}

it.skipIf(!canMakeNamespaces())('the pods of an Indexed Job are one run, whichever comes last', async () => {
  folder = await mkdtemp(join(tmpdir(), 'disco-pods-test-'));
  await makeNetwork();
  const token = join(folder, 'token');
  await writeFile(token, 'xTqyW6n3JwP0v8RkZ2hLbM5cD9sF1gA7', { mode: 0o600 });
  const ring = [
    '--model',
    `${model}#TokenRing`,
    '--scenario',
    `${model}#small`,
    '--seed',
    '7',
    '--until',
    '20',
    '--json',
  ];
  const start = (pod: number): ChildProcess => {
    const ranks = ['--ranks', 'env/3', '--rank-hosts', 'ring-{rank}.ring', '--token-file', token, '--allow-plaintext'];
    const child = spawn('ip', ['netns', 'exec', nameOf(pod), process.execPath, main, 'run', ...ring, ...ranks], {
      env: { PATH: process.env['PATH'], JOB_COMPLETION_INDEX: String(pod) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    return child;
  };
  const early = [0, 1].map((pod) => outcomeOf(start(pod)));
  const alone = await disco.run('run', ...ring, '--workers', '1');
  await sleep(1_000);
  const [first, second, third] = await Promise.all([...early, outcomeOf(start(2))]);
  expect([first?.code, first?.stderr]).toEqual([0, '']);
  const digestOf = (stdout = ''): unknown => (JSON.parse(stdout) as Record<string, unknown>)['digest'];
  expect(digestOf(first?.stdout)).toBe(digestOf(alone.stdout));
  expect([second, third]).toEqual([0, 1].map(() => ({ code: 0, stdout: '', stderr: '' })));
});
