import { isMeasurable, quantile } from '@disco-engine/statistics';
import type { ReadQuantiles } from './evaluate.js';
import { HeldTimes } from './held-times.js';
import type { Pool } from './pool.js';

/** Limit of the measurable range; the order of values beyond it does not matter. */
const GREATEST = 1e140;

/** Passes the records of some channels to `visit`, each with its channel's index in the list; those of a channel in the order recorded. */
export type RecordSource = (
  channels: Pool['channels'],
  visit: (channel: number, epoch: number, value: number) => void,
) => Promise<void>;

/**
 * Reads exact quantiles from the records of a replication.
 *
 * @param warmup epoch from which records count
 * @param end epoch until which the last values hold
 */
export function quantilesOf(source: RecordSource, warmup: number, end: number): ReadQuantiles {
  return async (wishes) => {
    const found = new Map<string, (p: number) => number>();
    // One pool at a time: each may have millions of records.
    for (const { pool } of wishes) {
      if (found.has(pool.text)) continue;
      const read = pool.kind === 'time-weighted' ? readHeld : readSample;
      const own = wishes.filter((wish) => wish.pool.text === pool.text).map(({ p }) => p);
      const quantiles = await read(source, pool, { warmup, end }, own);
      const byShare = new Map(own.map((p, at) => [p, quantiles[at] ?? NaN]));
      found.set(pool.text, (p) => byShare.get(p) ?? NaN);
    }
    return wishes.map(({ pool, p }) => found.get(pool.text)?.(p) ?? NaN);
  };
}

interface Span {
  readonly warmup: number;
  readonly end: number;
}

async function readSample(
  source: RecordSource,
  { channels }: Pool,
  { warmup }: Span,
  shares: readonly number[],
): Promise<number[]> {
  const values: number[] = [];
  await source(channels, (_, epoch, value) => {
    if (epoch >= warmup) values.push(Math.max(-GREATEST, Math.min(GREATEST, value)));
  });
  const sorted = Float64Array.from(values).sort();
  return shares.map((p) => measured(quantile(sorted, p)));
}

async function readHeld(
  source: RecordSource,
  { channels }: Pool,
  { warmup, end }: Span,
  shares: readonly number[],
): Promise<number[]> {
  const held = new HeldTimes(channels.length, warmup, end);
  await source(channels, (channel, epoch, value) => held.take(channel, epoch, value));
  return held.quantiles(shares).map(measured);
}

function measured(value: number | undefined): number {
  return value !== undefined && isMeasurable(value) && Math.abs(value) < GREATEST ? value : NaN;
}
