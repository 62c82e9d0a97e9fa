import type { ActivationRecord, ModelClass } from '@disco-engine/sdk';
import type { TestRun, TestRunOptions } from '../test-run.js';

/** One way to run a model that must not change what happens. */
export interface Variant {
  /** Says what is different, as in `nodes in another order`. */
  readonly name: string;
  /** @param plain the run to compare with, which has reached the horizon */
  run(model: ModelClass, options: TestRunOptions, until: number, plain: TestRun): Promise<VariantRun>;
}

/** The result of a run. */
export interface VariantRun {
  readonly digest: string;
  readonly trace: readonly ActivationRecord[];
  /** What it threw, if anything. */
  readonly failure?: { readonly error: unknown } | undefined;
}
