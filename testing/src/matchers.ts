/**
 * Matchers for Vitest. Import this once, in a setup file or in the test:
 *
 * @example
 * import '@disco-engine/testing/matchers';
 *
 * run.until(365);
 * expect(run).toHaveDigest('5b0d6f1a2c3e4f50');
 * await expect(SupplyChain).toBeDeterministic({ scenario, seed: 7, until: 365 });
 * await expect({ model: SupplyChain, options }).toRunLike({ model: OtherChain, options }, { until: 10_000, window: 100 });
 */
import { expect } from 'vitest';
import type { DeterminismOptions } from './determinism/determinism-options.js';
import type { ComparisonOptions, RunDescription } from './divergence/run-description.js';
import { toBeDeterministic } from './matchers/to-be-deterministic.js';
import { toRunLike } from './matchers/to-run-like.js';
import { toHaveDigest } from './matchers/to-have-digest.js';

declare module 'vitest' {
  // An interface is merged only where its type parameters are written the same.
  // oxlint-disable-next-line typescript/no-explicit-any
  interface Matchers<T = any> {
    /** Of a `TestRun` or a `Simulation`: that its digest is this one. */
    toHaveDigest(digest: string): void;
    /** Of a model class: that `checkDeterminism` finds no difference. Await it. */
    toBeDeterministic(options: DeterminismOptions): Promise<void>;
    /** Of a model and its options: that `compareRuns` finds no difference to another run. Await it. */
    toRunLike(other: RunDescription, options: ComparisonOptions): Promise<void>;
  }
}

expect.extend({ toHaveDigest, toBeDeterministic, toRunLike });
