import { RandomStreams, type RandomStream } from '@disco-engine/kernel';
import * as statistics from '@disco-engine/statistics';
import {
  autoregression,
  type Distribution,
  DISTRIBUTIONS,
  independent,
  type Process,
  queueWaits,
} from './processes.js';

/** How often intervals of 95 % have covered the true mean, and what was said of them. */
export interface CoverageRow {
  readonly what: string;
  /** Replications or values: as many as were given, or the mean number at the end. */
  readonly count: number;
  readonly covered: number;
  /** Intervals with a warning; those of an experiment that has not stopped count as such. */
  readonly warned: number;
  /** Intervals that miss, without a warning. */
  readonly silent: number;
  readonly intervals: number;
}

interface Interval {
  readonly lower: number | undefined;
  readonly upper: number | undefined;
  readonly count: number;
  readonly isWarned: boolean;
}

/** Of the t interval with ten values. */
export function fixedCoverage(intervals: number): CoverageRow[] {
  return DISTRIBUTIONS.map((distribution) =>
    rowOf(distribution.name, distribution.mean, intervals, 'fixed', (random) => {
      const values = Array.from({ length: 10 }, () => distribution.draw(random));
      const { lower, upper, count } = statistics.meanInterval(values);
      return { lower, upper, count, isWarned: statistics.intervalWarning(values) !== undefined };
    }),
  );
}

/** Of the interval when `sequentialStop` stops, at a relative error of 0.3 and with these least numbers; 4,000 replications at most. */
export function sequentialCoverage(intervals: number, minima: readonly number[]): CoverageRow[] {
  return DISTRIBUTIONS.flatMap((distribution) =>
    minima.map((minimum) =>
      rowOf(`${distribution.name}, minimum ${minimum}`, distribution.mean, intervals, 'sequential', (random) =>
        untilStop(distribution, random, minimum),
      ),
    ),
  );
}

const MOST = 4000;

function untilStop({ draw }: Distribution, random: RandomStream, minimum: number): Interval {
  const values: number[] = [];
  for (;;) {
    values.push(draw(random));
    const { stop, warning, interval, needed = MOST } = statistics.sequentialStop(values, { relative: 0.3, minimum });
    if (stop || values.length >= MOST) return { ...interval, isWarned: !stop || warning !== undefined };
    // After so many, it looks again when most of those are there that are needed by estimate, which seldom falls by more.
    if (values.length < 400) continue;
    const next = Math.min(MOST, Math.floor(0.9 * needed));
    while (values.length < next) values.push(draw(random));
  }
}

/** Of `batchMeans` and `steadyStateMean`, by process and length of the run. */
export function runCoverage(intervals: number): CoverageRow[] {
  const [normal, exponential, logNormal] = DISTRIBUTIONS.slice(0, 3).map(independent);
  const runs: readonly (readonly [Process | undefined, readonly number[]])[] = [
    [normal, [2000]],
    [exponential, [2000]],
    [logNormal, [2000, 20_000]],
    [autoregression(0.9), [2000, 10_000]],
    [autoregression(0.99), [1280, 10_000, 100_000]],
    [queueWaits(0.9), [10_000, 50_000, 200_000, 1_000_000]],
  ];
  return runs.flatMap(([process, lengths]) =>
    process === undefined ? [] : lengths.flatMap((length) => runRows(process, length, intervals)),
  );
}

function runRows(process: Process, length: number, intervals: number): CoverageRow[] {
  // Long runs take long.
  const few = Math.max(1, Math.min(intervals, Math.floor((intervals * 50_000) / length)));
  return (['batchMeans', 'steadyStateMean'] as const).map((method) =>
    rowOf(`${process.name}, ${method}`, process.mean, few, `run ${length}`, (random) => {
      const values = process.values(random, length);
      const interval = method === 'batchMeans' ? statistics.batchMeans(values) : statistics.steadyStateMean(values);
      return { lower: interval.lower, upper: interval.upper, count: length, isWarned: interval.warning !== undefined };
    }),
  );
}

function rowOf(
  what: string,
  mean: number,
  intervals: number,
  purpose: string,
  intervalOf: (random: RandomStream) => Interval,
): CoverageRow {
  let [covered, warned, silent, counts] = [0, 0, 0, 0];
  for (let replication = 0; replication < intervals; replication++) {
    const random = new RandomStreams({ masterSeed: 1, replication }).open('coverage', purpose);
    const { lower = NaN, upper = NaN, count, isWarned } = intervalOf(random);
    const covers = lower <= mean && mean <= upper;
    if (covers) covered += 1;
    if (isWarned) warned += 1;
    else if (!covers) silent += 1;
    counts += count;
  }
  return { what, count: counts / intervals, covered, warned, silent, intervals };
}
