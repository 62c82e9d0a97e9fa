import type { MatcherResult } from './matcher-result.js';

/** Whether something with a digest, such as a `TestRun`, has this one. */
export function toHaveDigest(received: unknown, expected: string): MatcherResult {
  const actual: unknown = typeof received === 'object' && received !== null && Reflect.get(received, 'digest');
  if (typeof actual !== 'string')
    throw new TypeError('toHaveDigest is for a TestRun or a Simulation: expect(run).toHaveDigest(…)');
  if (actual === expected) return { pass: true, message: () => `expected a digest other than ${actual}` };
  const message = (): string =>
    `expected digest ${expected}, got ${actual}; if the model or its scenario was changed on purpose, use the new digest`;
  return { pass: false, message, actual, expected };
}
