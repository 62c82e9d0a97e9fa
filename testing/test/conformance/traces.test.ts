import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { TRANSPORT_NAMES, type TransportName } from '@disco-engine/testing';
import { describe, expect, it } from 'vitest';
import type { TraceCase } from '../../src/conformance/format.js';
import { readTraces } from '../../src/conformance/read-traces.js';
import { runCase } from '../../src/conformance/run-case.js';

const folder = fileURLToPath(new URL('../fixtures/conformance/', import.meta.url));
const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
const cases = (await Promise.all(files.map((file) => readTraces(`${folder}${file}`)))).flatMap((file) => file.cases);

/** Number of cases that run at the same time, so that one works while another waits. */
const AT_ONCE = 8;

it('there are 102 cases', () => expect(cases).toHaveLength(102));

describe.each([1, 2, 3])('on %i workers', (workers) => {
  it('every activation is the recorded one', async () => expect(await failures(workers)).toEqual([]));
});

describe.each(TRANSPORT_NAMES)('over %s', (transport) => {
  it.each([1, 2, 3])('every activation on %i workers is the recorded one', async (workers) => {
    expect(await failures(workers, transport)).toEqual([]);
  });
});

it('a difference is reported', async () => {
  const [traceCase] = cases;
  const wrong: TraceCase = { ...traceCase, undelivered: traceCase.undelivered + 1 };
  expect(await runCase(wrong, 3)).toMatch(/^undelivered: expected \d+, got \d+$/);
});

async function failures(workers: number, transport?: TransportName): Promise<string[]> {
  const found: string[] = [];
  const left = [...cases];
  const runAll = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const difference = await runCase(next, workers, transport);
      if (difference !== undefined) found.push(`${next.model.id}: ${difference}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, runAll));
  return found;
}
