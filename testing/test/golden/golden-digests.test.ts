import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { TestRun } from '@disco-engine/testing';
import { expect, it } from 'vitest';
import { readTraces } from '../../src/conformance/read-traces.js';
import { TraceRun } from '../../src/conformance/trace-run.js';
import { Relay, ring } from '../models/relay.js';

const traces = fileURLToPath(new URL('../fixtures/conformance/', import.meta.url));

/**
 * A changed digest breaks every comparison with runs of an earlier release. If the change is intended, say so in the
 * release notes and update the file with `npx vitest run testing/test/golden -u`.
 */
it.each([1, 2, 3])('on %i workers, the digests of known models are those of golden-digests.txt', async (workers) => {
  const lines: string[] = [];
  for (const file of (await readdir(traces)).filter((name) => name.endsWith('.json')).sort()) {
    for (const { model } of (await readTraces(`${traces}${file}`)).cases) {
      lines.push(`conformance ${model.id} ${new TraceRun(model, workers).run().digest}`);
    }
  }
  expect(lines.length).toBeGreaterThanOrEqual(102);
  for (const seed of [0, 7, 2 ** 53 - 1]) {
    for (const replication of [0, 1]) {
      const run = await TestRun.create(Relay, { scenario: ring, seed, replication, workers });
      run.until(50);
      lines.push(`relay seed=${seed} replication=${replication} ${run.digest}`);
    }
  }
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('golden-digests.txt');
});
