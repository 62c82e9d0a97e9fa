import { entryAt } from '@disco-engine/kernel';
import type { ActivationRecord } from '@disco-engine/sdk';
import { findDivergence, type Divergence } from '../determinism/find-divergence.js';
import { sameLength } from '../determinism/same-length.js';
import type { ModelRun } from '../topologies/model-run.js';
import { openRun } from '../topologies/open-run.js';
import { checkComparison, type ComparisonOptions, type RunDescription } from './run-description.js';

export interface RunComparison {
  /** Digests of both runs, as far as they were compared. */
  readonly digests: readonly [string, string];
  /** Number of windows compared, including that of the difference. */
  readonly windows: number;
  /** The window in which the runs differ, and how; undefined if they do not. */
  readonly difference?: WindowDifference;
}

export interface WindowDifference {
  /** The window runs from this epoch up to, not including, the next one. */
  readonly from: number;
  readonly until: number;
  /** What the runs threw in this window; no entry for a run that threw nothing. */
  readonly errors: readonly RunError[];
  /**
   * The first activation that differs, found by running both again: `expected` is that of the first run. Absent if they
   * agree up to an error, or did not differ again.
   */
  readonly divergence?: Divergence;
}

export interface RunError {
  readonly run: 1 | 2;
  readonly error: unknown;
}

type Pair = readonly [RunDescription, RunDescription];

/**
 * Compares two runs down to the first activation in which they differ, using little memory: first their digests at the
 * end of each window of epochs, then, for the first window with different digests, both runs again, keeping only the
 * activations of that window. For runs too long to keep a trace.
 *
 * @throws InvalidInputError `OPTIONS_INVALID`; what both runs throw, if both fail in the same window after the same
 * activations; errors of `Simulation.create`
 *
 * @example
 * const options = { scenario, seed: 7 };
 * const one = { model: SupplyChain, options };
 * const other = { model: SupplyChain, options: { ...options, workers: 3, transport: 'ws' } };
 * const { difference } = await compareRuns(one, other, { until: 10_000, window: 100 });
 */
export async function compareRuns(
  a: RunDescription,
  b: RunDescription,
  options: ComparisonOptions,
): Promise<RunComparison> {
  checkComparison([a, b], options);
  const { until, window } = options;
  const outcome = await withRuns([a, b], async (runs) => {
    for (let index = 0; ; index++) {
      const end = Math.min((index + 1) * window, until);
      const errors = await runBoth(runs, end);
      const digests = [runs[0].digest, runs[1].digest] as const;
      const windows = index + 1;
      if (errors.length === 1 || digests[0] !== digests[1])
        return { digests, windows, differs: { from: index * window, until: end } };
      if (errors.length === 2) throw entryAt(errors, 0).error;
      if (end === until) return { digests, windows };
    }
  });
  const { digests, windows, differs } = outcome;
  if (differs === undefined) return { digests, windows };
  return { digests, windows, difference: await withRuns([a, b], (runs) => trace(runs, differs)) };
}

/** How the runs differ within a window. */
async function trace(
  runs: readonly [ModelRun, ModelRun],
  { from, until }: { readonly from: number; readonly until: number },
): Promise<WindowDifference> {
  if (from > 0) await runBoth(runs, from);
  let [expected, actual] = [recorded(runs[0]), recorded(runs[1])];
  const errors = await runBoth(runs, until);
  for (const { run } of errors) {
    if (run === 1) actual = sameLength(actual, expected);
    else expected = sameLength(expected, actual);
  }
  const simprocs = runs[0].model.simprocs.map(({ name }) => name);
  const divergence = findDivergence(expected, actual, simprocs);
  return { from, until, errors, ...(divergence && { divergence }) };
}

/** The activations of a run from now on. */
function recorded(run: ModelRun): ActivationRecord[] {
  const kept: ActivationRecord[] = [];
  run.observe((activation) => kept.push(activation));
  return kept;
}

/** One after the other, since their models may share what they should not. @returns what they threw */
async function runBoth(runs: readonly [ModelRun, ModelRun], horizon: number): Promise<RunError[]> {
  const errors: RunError[] = [];
  for (const [index, run] of runs.entries()) {
    try {
      await run.until(horizon);
    } catch (error) {
      errors.push({ run: index === 0 ? 1 : 2, error });
    }
  }
  return errors;
}

async function withRuns<Result>(
  [a, b]: Pair,
  use: (runs: readonly [ModelRun, ModelRun]) => Promise<Result>,
): Promise<Result> {
  const first = await openRun(a.model, a.options);
  try {
    const second = await openRun(b.model, b.options);
    try {
      return await use([first, second]);
    } finally {
      await second.dispose();
    }
  } finally {
    await first.dispose();
  }
}
