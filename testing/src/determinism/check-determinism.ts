import type { ModelClass } from '@disco-engine/sdk';
import { TestRun } from '../test-run.js';
import { determinismRuns, type DeterminismOptions } from './determinism-options.js';
import { findDivergence, type Divergence } from './find-divergence.js';
import { sameLength } from './same-length.js';
import type { VariantRun } from './variant.js';
import { variants } from './variants.js';
import { workerVariants } from './worker-variants.js';

export interface DeterminismReport {
  readonly model: string;
  /** Digest of the plain run. */
  readonly digest: string;
  /** What was varied in each run, in order, up to the first with a different result. The plain run comes first. */
  readonly runs: readonly string[];
  /** How the last of these runs differed, if it did. */
  readonly difference?: Difference;
}

export interface Difference {
  readonly digest: string;
  /** The error, if only that run threw one. */
  readonly error?: unknown;
  /** The first activation that differs; absent if the runs agree up to the error. */
  readonly divergence?: Divergence;
}

/**
 * Runs a model repeatedly in ways that must not matter: nodes created and activated in other orders, the horizon
 * reached in several calls or one activation at a time, payloads not sealed and, on request, several workers and
 * transports. Stops at the first run whose digest differs.
 *
 * @throws what the plain run throws; what keeps another run from being created; InvalidInputError `OPTIONS_INVALID`
 *
 * @example
 * const { difference } = await checkDeterminism(SupplyChain, { scenario, seed: 7, until: 365, workers: [2, 3] });
 */
export async function checkDeterminism(
  model: ModelClass,
  { until, runs, workers, transports, ...options }: DeterminismOptions,
): Promise<DeterminismReport> {
  const wanted = determinismRuns({ runs, workers, transports });
  const plain = await TestRun.create(model, options);
  try {
    plain.until(until);
    const { digest } = plain;
    const report = { model: plain.simulation.model.name, digest, runs: ['plain'] };
    for (const variant of [...variants(wanted.runs - 1), ...workerVariants(wanted.workers, wanted.transports)]) {
      report.runs.push(variant.name);
      const difference = compare(plain, await variant.run(model, options, until, plain));
      if (difference !== undefined) return { ...report, difference };
    }
    return report;
  } finally {
    await plain.dispose();
  }
}

/** How a run differs from the plain one, if it does. */
function compare(plain: TestRun, { digest, trace, failure }: VariantRun): Difference | undefined {
  if (failure === undefined && digest === plain.digest) return undefined;
  const expected = failure === undefined ? plain.trace : sameLength(plain.trace, trace);
  const simprocs = plain.simulation.model.simprocs.map(({ name }) => name);
  const divergence = findDivergence(expected, trace, simprocs);
  return { digest, ...failure, ...(divergence && { divergence }) };
}
