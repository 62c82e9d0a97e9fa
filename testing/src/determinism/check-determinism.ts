import { InvalidInputError, type ActivationRecord, type ModelClass } from '@disco-engine/sdk';
import { TestRun, type TestRunOptions } from '../test-run.js';
import { findDivergence, type Divergence } from './find-divergence.js';
import { variants, type Variant } from './variants.js';

export interface DeterminismOptions extends Omit<TestRunOptions, 'tieOrder' | 'payloads'> {
  /** The horizon of every run: an epoch, or Infinity for a model that comes to an end. */
  readonly until: number;
  /** How often the model runs, the plain run included: a whole number from 2; 5 by default. */
  readonly runs?: number | undefined;
}

export interface DeterminismReport {
  readonly model: string;
  /** Of the plain run. */
  readonly digest: string;
  /** What was different in each run, in order, up to the first that gave another result. The plain run comes first. */
  readonly runs: readonly string[];
  /** What went another way in the last of these runs, if anything did. */
  readonly difference?: Difference;
}

export interface Difference {
  readonly digest: string;
  /** What the run threw, where only it did. */
  readonly error?: unknown;
  /** The first activation that differs; none where the runs agree up to the error. */
  readonly divergence?: Divergence;
}

/**
 * Runs a model again and again in ways that must not matter: nodes made and activated in other orders, the horizon reached in
 * several calls and activation by activation, payloads not sealed. Stops at the first run whose digest is another one.
 *
 * @throws what the plain run throws; InvalidInputError `OPTIONS_INVALID`
 *
 * @example
 * const { difference } = await checkDeterminism(SupplyChain, { scenario, seed: 7, until: 365 });
 */
export async function checkDeterminism(
  model: ModelClass,
  { until, runs = 5, ...options }: DeterminismOptions,
): Promise<DeterminismReport> {
  if (!(Number.isInteger(runs) && runs >= 2)) {
    const message = `runs is ${runs}; one run is compared with others, so give a whole number from 2`;
    throw new InvalidInputError('OPTIONS_INVALID', 'the check of determinism', [{ code: 'INVALID_ARGUMENT', message }]);
  }
  const plain = await TestRun.create(model, options);
  try {
    plain.until(until);
    const { digest } = plain;
    const report = { model: plain.simulation.model.name, digest, runs: ['plain'] };
    for (const variant of variants(runs - 1)) {
      report.runs.push(variant.name);
      const difference = await compare(plain, model, until, variant, options);
      if (difference !== undefined) return { ...report, difference };
    }
    return report;
  } finally {
    await plain.dispose();
  }
}

/** The run of a variant, compared with the plain one. */
async function compare(
  plain: TestRun,
  model: ModelClass,
  until: number,
  { tieOrder, payloads = 'strict', drive }: Variant,
  options: TestRunOptions,
): Promise<Difference | undefined> {
  const run = await TestRun.create(model, { ...options, tieOrder, payloads });
  try {
    const failure = failureOf(() => drive(run, until, plain));
    if (failure === undefined && run.digest === plain.digest) return undefined;
    const expected = failure === undefined ? plain.trace : sameLength(plain.trace, run.trace);
    const simprocs = run.simulation.model.simprocs.map(({ name }) => name);
    const divergence = findDivergence(expected, run.trace, simprocs);
    return { digest: run.digest, ...failure, ...(divergence && { divergence }) };
  } finally {
    await run.dispose();
  }
}

function failureOf(call: () => void): { readonly error: unknown } | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    return { error };
  }
}

/** As many activations of each node as a run that broke off has: only in these can it differ. */
function sameLength(trace: readonly ActivationRecord[], broken: readonly ActivationRecord[]): ActivationRecord[] {
  const left = new Map<string, number>();
  for (const { node } of broken) left.set(node, (left.get(node) ?? 0) + 1);
  return trace.filter(({ node }) => {
    const count = left.get(node) ?? 0;
    left.set(node, count - 1);
    return count > 0;
  });
}
