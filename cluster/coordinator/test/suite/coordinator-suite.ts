import { describe } from 'vitest';
import { gangSuite } from './gang-suite.js';
import { leaseSuite } from './lease-suite.js';
import { queueSuite } from './queue-suite.js';
import { resultSuite } from './result-suite.js';
import { Bench, type SuiteHost } from './suite-host.js';

/** What every kind of coordinator must do. */
export function coordinatorSuite(host: SuiteHost): void {
  describe(`${host.kind}:`, () => {
    const bench = new Bench(host);
    queueSuite(bench);
    gangSuite(bench);
    resultSuite(bench);
    leaseSuite(bench);
  });
}
