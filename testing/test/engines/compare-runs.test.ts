import { describe, expect, it } from 'vitest';
import { compareRun, expectedOf } from '../../src/engines/compare-runs.js';
import type { EngineRun } from '../../src/engines/engine-run.js';
import type { CaseLine } from '../../src/engines/suites/engine-case.js';

const run = (...lines: CaseLine[]): EngineRun => ({ name: 'some', version: '1', seconds: 1, lines });
const one = { suite: 's', name: 'one', digest: 'd1', state: 's1' };
const two = { suite: 's', name: 'two', digest: 'd2' };

describe('the comparison of two engines', () => {
  const expected = expectedOf(run(one, two), new Map());
  const compared = (...lines: CaseLine[]) => compareRun(run(...lines), expected).get('s');

  it('compares every part of every outcome', () => {
    expect(compared(one, two)).toMatchObject({ equal: 2, different: [] });
    expect(compared({ ...one, state: 's2' }, two)).toMatchObject({ equal: 1, different: [{ name: 'one' }] });
    expect(compared(one, { ...two, digest: 'd3' })?.different).toEqual([
      { name: 'two', detail: 'expected {"digest":"d2"}, got {"digest":"d3"}' },
    ]);
    expect(compared(one, { ...two, digest: 'd3' })?.digest).not.toBe(compared(one, two)?.digest);
  });

  it('finds missing cases and unknown cases', () => {
    expect(compared(one)?.different).toEqual([{ name: 'two', detail: 'expected {"digest":"d2"}, got nothing' }]);
    expect(compared(one, two, { ...two, name: 'three' })?.different).toEqual([
      { name: 'three', detail: 'expected no such case, got {"digest":"d2"}' },
    ]);
    expect(compareRun(run(), expected).get('s')).toMatchObject({ equal: 0, different: [{}, {}] });
    expect(compareRun(run({ ...one, suite: 't' }), expected).get('t')).toMatchObject({ equal: 0, different: [{}] });
  });

  it('treats an error as a difference, even if both have it', () => {
    const failed = { suite: 's', name: 'one', error: 'Error: no' };
    expect(compareRun(run(failed), expectedOf(run(failed), new Map())).get('s')?.different).toEqual([
      { name: 'one', detail: 'expected {"error":"Error: no"}, got {"error":"Error: no"}' },
    ]);
  });

  it('gives precedence to recorded outcomes', () => {
    const recorded = new Map([['s', new Map([['one', { digest: 'd0' }]])]]);
    const both = compareRun(run(one, two), expectedOf(run(one, two), recorded)).get('s');
    expect(both?.different).toMatchObject([{ name: 'one' }]);
    // For the first engine, only recorded outcomes can be compared, and all of them must be.
    expect(compareRun(run({ ...one, digest: 'd0' }), recorded).get('s')).toMatchObject({ equal: 1, different: [] });
    expect(compareRun(run({ ...one, digest: 'd0' }, two), recorded).get('s')?.different).toMatchObject([
      { name: 'two' },
    ]);
  });
});
