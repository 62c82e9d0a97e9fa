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

/** How often 95 % intervals covered the true mean, and how often they came with a warning. */
export interface CoverageRow {
  readonly what: string;
  /** Number of replications or values: the given number, or the mean number at the end. */
  readonly count: number;
  readonly covered: number;
  /** Intervals with a warning; those of an experiment that has not stopped also count. */
  readonly warned: number;
  /** Intervals that miss the mean without a warning. */
  readonly silent: number;
  readonly intervals: number;
}

interface Interval {
  readonly lower: number | undefined;
  readonly upper: number | undefined;
  readonly count: number;
  readonly isWarned: boolean;
}

/** For the t interval of ten values. */
export function fixedCoverage(intervals: number): CoverageRow[] {
  return DISTRIBUTIONS.map((distribution) =>
    rowOf(distribution.name, distribution.mean, intervals, 'fixed', (random) => {
      const values = Array.from({ length: 10 }, () => distribution.draw(random));
      const { lower, upper, count } = statistics.meanInterval(values);
      return { lower, upper, count, isWarned: statistics.intervalWarning(values) !== undefined };
    }),
  );
}

/**
 * For the interval at which `sequentialStop` stops, with a relative error of 0.3 and these minimum numbers; at most
 * 4,000 replications.
 */
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
    // From this many on, it checks only when most of the replications needed by estimate are there; that number seldom
    // falls by more.
    if (values.length < 400) continue;
    const next = Math.min(MOST, Math.floor(0.9 * needed));
    while (values.length < next) values.push(draw(random));
  }
}

/** For `batchMeans` and `steadyStateMean`, by process and length of the run. */
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
  // Long runs take more time, so use fewer of them.
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
