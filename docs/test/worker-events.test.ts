import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './snippets/snippet-pages.js';

it('docs/reference/cluster.md lists exactly the events that a worker logs', async () => {
  const source = await readFile(join(root, 'cluster/workers/src/log/worker-event.ts'), 'utf8');
  const [, union = ''] = /type WorkerEventName =([^;]+);/.exec(source) ?? [];
  const events = Array.from(union.matchAll(/'([\w-]+)'/g), ([, name = '']) => name);
  const page = await readFile(join(root, 'docs/reference/cluster.md'), 'utf8');
  const [, list = ''] = /`event` is stable: ([^.]+)\./.exec(page) ?? [];
  const listed = Array.from(list.matchAll(/`([\w-]+)`/g), ([, name = '']) => name);
  expect(events.length).toBeGreaterThan(10);
  expect(listed.sort()).toEqual(events.sort());
});
