import type { ResultChannel } from '@disco-engine/experiments';
import { entryAt } from '@disco-engine/kernel';
import * as statistics from '@disco-engine/statistics';
import type { CurvePoint } from './curves.js';
import type { Drawing } from './drawing.js';

/** Fewer points would give fewer than ten batches, too few for MSER. */
const LEAST_POINTS = 50;
const BATCH = 5;

/** With fewer records over all replications, the curve is a few chance values, and MSER picks one of them as the cutoff. */
const LEAST_RECORDS = 100;

/** From the worst to the best; the last says nothing about the warm-up. */
export const VERDICTS = [
  'run too short to tell',
  'longer warm-up advised',
  'warm-up advised for a steady state',
  'enough',
  'too few records to tell',
] as const;
export type WarmUpVerdict = (typeof VERDICTS)[number];

/** The length of a channel's transient, in the mean over the replications of one case. */
export interface WarmUp {
  readonly channel: ResultChannel;
  readonly case: number;
  readonly points: readonly CurvePoint[];
  /** The cutoff epoch with the least error of the remaining mean; undefined if MSER cannot tell. */
  readonly suggested: number | undefined;
  readonly verdict: WarmUpVerdict;
  /** For each cutoff epoch, the squared standard error of the mean of the remaining records. */
  readonly statistic: readonly { readonly epoch: number; readonly error: number }[];
}

/**
 * The transient of each drawn channel over time, in the case where it is worst; the worst channel first.
 *
 * @param drawn numbers of the cases
 */
export function warmUpsOf(drawings: readonly Drawing[], drawn: readonly number[], warmup: number): WarmUp[] {
  const all = drawings.flatMap(({ channel, curves, width }, place) => {
    if (width === 0) return [];
    const cases = curves.flatMap((points, slot) =>
      points.length === 0 ? [] : [warmUpOf(channel, entryAt(drawn, slot), points, { width, warmup })],
    );
    const [worst] = cases.sort(compare);
    return worst === undefined ? [] : [{ worst, place }];
  });
  return all.sort((a, b) => compare(a.worst, b.worst) || a.place - b.place).map(({ worst }) => worst);
}

function compare(a: WarmUp, b: WarmUp): number {
  const verdicts = VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict);
  return verdicts || (b.suggested ?? 0) - (a.suggested ?? 0) || a.case - b.case;
}

function warmUpOf(
  channel: ResultChannel,
  number: number,
  points: readonly CurvePoint[],
  { width, warmup }: { readonly width: number; readonly warmup: number },
): WarmUp {
  const values = points.map(({ mean }) => mean);
  const { truncation, statistic } = statistics.mser(values, { batch: BATCH });
  const epochs = points.map(({ x }) => x - width / 2);
  const errors = Array.from(statistic, (error, batches) => ({ epoch: epochs[batches * BATCH] ?? NaN, error }));
  const isTold = points.length >= LEAST_POINTS && truncation < (statistic.length - 1) * BATCH;
  const suggested = truncation === 0 ? 0 : (epochs[truncation] ?? NaN);
  const common = { channel, case: number, points, statistic: errors };
  if (recordsOf(channel, number) < LEAST_RECORDS)
    return { ...common, suggested: undefined, verdict: 'too few records to tell' };
  if (!isTold) return { ...common, suggested: undefined, verdict: 'run too short to tell' };
  if (suggested <= warmup) return { ...common, suggested, verdict: 'enough' };
  // Without a warm-up, the study may be a terminating one, which needs none.
  const verdict = warmup > 0 ? 'longer warm-up advised' : 'warm-up advised for a steady state';
  return { ...common, suggested, verdict };
}

/** Records over all replications of a case, without those of the warm-up. */
function recordsOf({ facts }: ResultChannel, number: number): number {
  return facts.reduce((sum, { run, channel }) => sum + (run.case === number ? channel.count : 0), 0);
}
