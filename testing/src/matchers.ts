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
  // Interfaces are merged only if their type parameters are written identically.
  // oxlint-disable-next-line typescript/no-explicit-any
  interface Matchers<T = any> {
    /** For a `TestRun` or a `Simulation`: its digest is this one. */
    toHaveDigest(digest: string): void;
    /** For a model class: `checkDeterminism` finds no difference. Await it. */
    toBeDeterministic(options: DeterminismOptions): Promise<void>;
    /** For a model and its options: `compareRuns` finds no difference from another run. Await it. */
    toRunLike(other: RunDescription, options: ComparisonOptions): Promise<void>;
  }
}

expect.extend({ toHaveDigest, toBeDeterministic, toRunLike });
