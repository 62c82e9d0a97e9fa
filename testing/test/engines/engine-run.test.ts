import { expect, it } from 'vitest';
import { recordedDigests } from '../../src/engines/recorded-digests.js';
import { runEngine } from '../../src/engines/engine-run.js';
import { thisNode } from '../../src/engines/node-engines.js';
import { bitsOf } from '../../src/engines/suites/bits-of.js';
import { END, runSuites } from '../../src/engines/suites/run-suites.js';

it('an engine that stops before the end fails, whatever it has printed', async () => {
  const lines = ['{"suite":"s","name":"one","digest":"d"}', END];
  const printing = (count: number) => lines.slice(0, count).map((line) => `printLine(${JSON.stringify(line)});`);
  expect((await runEngine('node', thisNode, printing(2).join(''))).lines).toHaveLength(1);
  await expect(runEngine('node', thisNode, printing(1).join(''))).rejects.toThrow(
    'node ended before all cases had run',
  );
  await expect(runEngine('node', thisNode, 'throw new Error("no")')).rejects.toThrow('Error: no');
});

it('an error thrown by a case is its outcome, and the others still run', async () => {
  const printed: string[] = [];
  const fails = () => {
    throw new Error('no');
  };
  const cases = () => [
    { name: 'fails', run: fails },
    { name: 'runs', run: () => ({ digest: 'd' }) },
  ];
  await runSuites({ s: cases }, {}, (line) => void printed.push(line));
  expect(printed).toEqual([
    '{"suite":"s","name":"fails","error":"Error: no"}',
    '{"suite":"s","name":"runs","digest":"d"}',
    END,
  ]);
});

it('bits distinguish what a payload does not', () => {
  expect(bitsOf([0])).not.toBe(bitsOf([-0]));
  expect(bitsOf([1])).not.toBe(bitsOf([1 + Number.EPSILON]));
  expect(bitsOf([NaN])).toBe(bitsOf([-NaN]));
});

it('a file without a digest is refused, since nothing would be compared', async () => {
  await expect(recordedDigests(new URL(import.meta.url), /^(nothing) (is like this)$/)).rejects.toThrow(
    'there is no digest in',
  );
});
