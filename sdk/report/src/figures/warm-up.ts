import type { ResultChannel } from '@disco-engine/experiments';
import { entryAt } from '@disco-engine/kernel';
import * as statistics from '@disco-engine/statistics';
import type { CurvePoint } from './curves.js';
import type { Drawing } from './drawing.js';

/** With fewer points there are less than ten batches, which MSER can say little about. */
const LEAST_POINTS = 50;
const BATCH = 5;

/** From the worst to the best. */
export const VERDICTS = ['run too short to tell', 'longer warm-up advised', 'enough'] as const;
export type WarmUpVerdict = (typeof VERDICTS)[number];

/** How long the transient of a channel lasts in the mean over the replications of one case. */
export interface WarmUp {
  readonly channel: ResultChannel;
  readonly case: number;
  readonly points: readonly CurvePoint[];
  /** Epoch from which on the mean has the least error; undefined where the run is too short to tell. */
  readonly suggested: number | undefined;
  readonly verdict: WarmUpVerdict;
  /** For each epoch up to which records are left off, the squared standard error of the mean of the rest. */
  readonly statistic: readonly { readonly epoch: number; readonly error: number }[];
}

/**
 * The transient of each channel over time that is drawn, in the case where it is worst; the worst first.
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
  if (!isTold) return { ...common, suggested: undefined, verdict: 'run too short to tell' };
  return { ...common, suggested, verdict: suggested <= warmup ? 'enough' : 'longer warm-up advised' };
}
