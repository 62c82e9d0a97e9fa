import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { Disco, model, outcomeOf, type Outcome } from '../command/disco.js';
import { canMakeNamespaces, HostNetwork } from './host-network.js';
import { Ends, isTrial } from './trials.js';

const PODS = ['ring-0', 'ring-1', 'ring-2'] as const;
const disco = new Disco();
const ends = new Ends();
ends.add(() => disco.close());
afterAll(() => ends.run());

it.skipIf(!isTrial && !canMakeNamespaces())(
  'the pods of an Indexed Job are one run, whichever comes last',
  async () => {
    const pods = await HostNetwork.make(PODS);
    ends.add(() => pods.close());
    const token = join(pods.folder, 'token');
    await writeFile(token, 'xTqyW6n3JwP0v8RkZ2hLbM5cD9sF1gA7', { mode: 0o600 });
    const what = ['--model', `${model}#TokenRing`, '--scenario', `${model}#small`];
    const ring = [...what, '--seed', '7', '--until', '20', '--json'];
    const ranks = ['--ranks', 'env/3', '--rank-hosts', 'ring-{rank}', '--token-file', token, '--allow-plaintext'];
    const start = (pod: number): Promise<Outcome> =>
      outcomeOf(
        pods.disco(PODS[pod] ?? '', ['run', ...ring, ...ranks], { env: { JOB_COMPLETION_INDEX: String(pod) } }),
      );
    const early = [start(0), start(1)];
    const alone = await disco.run('run', ...ring, '--workers', '1');
    await sleep(1_000);
    const [first, second, third] = await Promise.all([...early, start(2)]);
    expect([first?.code, first?.stderr]).toEqual([0, '']);
    const digestOf = (stdout = ''): unknown => (JSON.parse(stdout) as Record<string, unknown>)['digest'];
    expect(digestOf(first?.stdout)).toBe(digestOf(alone.stdout));
    expect([second, third]).toEqual([0, 1].map(() => ({ code: 0, stdout: '', stderr: '' })));
  },
);
