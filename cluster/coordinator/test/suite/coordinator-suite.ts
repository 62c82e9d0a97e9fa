import { gangSuite } from './gang-suite.js';
import { leaseSuite } from './lease-suite.js';
import { queueSuite } from './queue-suite.js';
import { resultSuite } from './result-suite.js';
import type { SuiteHost } from './suite-host.js';

/** What every kind of coordinator must do. */
export function coordinatorSuite(host: SuiteHost): void {
  queueSuite(host);
  gangSuite(host);
  resultSuite(host);
  leaseSuite(host);
}
