import { describe, expect, it } from 'vitest';
import type { SuiteComparison } from '../../src/engines/compare-runs.js';
import { report, type Demands } from '../../src/engines/report.js';
import type { EngineResult } from '../../src/engines/run-engines.js';

const suites = [{ name: 'models' }, { name: 'Math', control: true }];
const equal: SuiteComparison = { equal: 3, different: [], digest: '0123456789abcdef' };
const differs: SuiteComparison = {
  equal: 1,
  different: [
    { name: 'a', detail: 'expected 1, got 2' },
    { name: 'b', detail: 'expected 3, got 4' },
  ],
  digest: 'fedcba9876543210',
};
const ran = (name: string, models: SuiteComparison, math: SuiteComparison): EngineResult => ({
  name,
  version: `${name} 1.0`,
  seconds: 1.4,
  suites: new Map([
    ['models', models],
    ['Math', math],
  ]),
});
const lenient: Demands = { mustBeHere: () => false, controlMustDiffer: false };

describe('the report', () => {
  it('shows what is equal and what differs, and counts cases except those of the control', () => {
    const { text, passed, failed } = report([ran('one', equal, equal), ran('two', differs, differs)], suites, lenient);
    expect(text.split('\n')).toEqual([
      '| engine | version | models             | Math                  | seconds |',
      '| ------ | ------- | ------------------ | --------------------- | ------- |',
      '| one    | one 1.0 | = 01234567         | = 01234567            | 1       |',
      '| two    | two 1.0 | ≠ fedcba98: 2 of 3 | ≠ 2 of 3, as expected | 1       |',
      '',
      'two, models: a; b',
      '  a: expected 1, got 2',
    ]);
    expect({ passed, failed }).toEqual({ passed: 4, failed: 2 });
  });

  it('counts a missing engine if it is required, and a failing engine always', () => {
    const missing: EngineResult = { name: 'one', missing: 'no one; apt-get install one' };
    const failing: EngineResult = { name: 'two', failed: 'it ended' };
    const { text, failed } = report([missing, failing], suites, lenient);
    expect(text).toContain('| one    | not here |');
    expect(text).toContain('\none: no one; apt-get install one\ntwo: it ended');
    expect(failed).toBe(1);
    expect(report([missing, failing], suites, { ...lenient, mustBeHere: (name) => name === 'one' }).failed).toBe(2);
  });

  it('fails if the control must differ and does not', () => {
    const strict = { ...lenient, controlMustDiffer: true };
    expect(report([ran('one', equal, equal)], suites, strict)).toMatchObject({ passed: 3, failed: 1 });
    expect(report([ran('one', equal, differs)], suites, strict)).toMatchObject({ passed: 4, failed: 0 });
  });
});
