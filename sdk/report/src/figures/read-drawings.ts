import { entryAt } from '@disco-engine/kernel';
import type { LogDatabase, Results } from '@disco-engine/experiments';
import type { ReportChannel } from './channels.js';
import { curveOf, type CurvePoint } from './curves.js';
import { countedDistribution, emptyDistribution, type Distribution } from './distribution.js';
import { MeanBins, StepBins, type TimeBins } from './time-bins.js';

/** More cases in one chart could not be told apart. */
export const MOST_CASES = 8;
const MOST_POINTS = 400;
/** Of one chart; more cases have fewer points each, which keeps the file small. */
const POINTS_OF_ALL_CASES = 1600;

/** What is drawn of a channel. */
export interface Drawing {
  readonly channel: ReportChannel;
  /** By case, over time or over the elements of a vector. */
  readonly curves: readonly (readonly CurvePoint[])[];
  /** Width of the part of the time that a point of the curves stands for; 0 for a vector. */
  readonly width: number;
  readonly distribution: Distribution | undefined;
}

/** Reads the logs of all replications once, and makes of them what is drawn of each channel. */
export async function readDrawings(
  { experiment, runs }: Results,
  channels: readonly ReportChannel[],
  logs: LogDatabase,
): Promise<Drawing[]> {
  const { duration, warmup, cases } = experiment;
  const drawnCases = Math.min(cases.length, MOST_CASES);
  const most = Math.min(MOST_POINTS, Math.floor(POINTS_OF_ALL_CASES / drawnCases));
  const sizes = channels.map((channel) => pointsOf(channel, most));
  const samples = channels.map(() => cases.map((): ArrayLike<number>[] => []));
  const distributions = channels.map((channel) => {
    if (channel.kind === 'tally') return emptyDistribution(channel, cases.length);
    return channel.kind === 'histogram' ? countedDistribution(channel, cases.length) : undefined;
  });
  await logs.choose(channels);
  for (const run of runs) {
    if (run.log === null || run.status !== 'FINISHED' || run.case >= drawnCases) continue;
    const bins = channels.map(({ kind }, at) => newBins(kind, sizes[at] ?? NaN, duration));
    const tallies = channels.map(({ kind }, at) => (kind === 'tally' ? distributions[at] : undefined));
    await logs.visit(run.log, (at, epoch, value) => {
      bins[at]?.add(epoch, value);
      if (epoch >= warmup) tallies[at]?.add(run.case, value);
    });
    for (const [at, one] of bins.entries()) if (one) entryAt(entryAt(samples, at), run.case).push(one.averages());
  }
  return channels.map((channel, at) => {
    if (channel.kind === 'vector')
      for (const { run, channel: facts } of channel.facts)
        entryAt(entryAt(samples, at), run.case).push(shortened(facts.means, groupOf(channel, most)));
    const group = groupOf(channel, most);
    const xOf = channel.kind === 'vector' ? (index: number) => index * group : middleOf(duration / (sizes[at] ?? NaN));
    const curves = entryAt(samples, at)
      .slice(0, drawnCases)
      .map((ofCase) => curveOf(ofCase, xOf));
    const width = channel.kind === 'vector' ? 0 : duration / (sizes[at] ?? NaN);
    const distribution = distributions[at]?.isEmpty === true ? undefined : distributions[at];
    return { channel, curves, width, distribution };
  });
}

function newBins(kind: ReportChannel['kind'], bins: number, duration: number): TimeBins | undefined {
  if (kind === 'time-weighted') return new StepBins(bins, duration);
  return kind === 'series' || kind === 'tally' ? new MeanBins(bins, duration) : undefined;
}

/** What is recorded seldom has few points, so that there is a record at most of them. */
function pointsOf({ kind, facts }: ReportChannel, most: number): number {
  if (kind !== 'series' && kind !== 'tally') return most;
  const counts = facts.map(({ channel }) => channel.count).sort((a, b) => a - b);
  return Math.max(1, Math.min(most, counts[Math.floor(counts.length / 2)] ?? 1));
}

function middleOf(width: number): (point: number) => number {
  return (point) => (point + 0.5) * width;
}

/** How many elements of a vector are one point. */
function groupOf({ facts }: ReportChannel, most: number): number {
  const longest = facts.reduce((length, { channel }) => Math.max(length, channel.means.length), 0);
  return Math.max(1, Math.ceil(longest / most));
}

function shortened(means: readonly number[], group: number): readonly number[] {
  if (group === 1) return means;
  return Array.from({ length: Math.ceil(means.length / group) }, (_, point) => {
    const part = means.slice(point * group, (point + 1) * group);
    return part.reduce((sum, mean) => sum + mean, 0) / part.length;
  });
}
