import type { ResultChannel } from '@disco-engine/experiments';
import { entryAt } from '@disco-engine/kernel';
import { curveOf, type CurvePoint } from './curves.js';
import { countedDistribution, emptyDistribution, type Distribution } from './distribution.js';
import { HeldValues } from './held-values.js';
import { QuantileSketch } from './quantile-sketch.js';
import { MeanBins, StepBins, type TimeBins } from './time-bins.js';

/** The data to draw for a channel; lists are indexed by the case's place among the drawn cases. */
export interface Drawing {
  readonly channel: ResultChannel;
  /** Over time or over the elements of a vector. */
  readonly curves: readonly (readonly CurvePoint[])[];
  /** Width of the time interval that each point of the curves represents; 0 for a vector. */
  readonly width: number;
  readonly distribution: Distribution | undefined;
  /** Sketches of all records after the warm-up, weighted by holding time for a time-weighted channel; empty for kinds without quantiles. */
  readonly sketches: readonly QuantileSketch[];
}

/** Adds the records of one replication to a drawing. */
export interface Taker {
  add(epoch: number, value: number): void;
  finish(): void;
}

/** A drawing under construction. */
export class DrawingInProgress {
  readonly #size: number;
  readonly #samples: ArrayLike<number>[][];
  readonly #distribution: Distribution | undefined;
  readonly #sketches: readonly QuantileSketch[];

  constructor(
    private readonly channel: ResultChannel,
    private readonly drawn: readonly number[],
    private readonly most: number,
    private readonly time: { readonly duration: number; readonly warmup: number },
  ) {
    const { kind } = channel;
    this.#size = pointsOf(channel, most);
    this.#samples = drawn.map(() => []);
    if (kind === 'tally') this.#distribution = emptyDistribution(channel, drawn);
    if (kind === 'histogram') this.#distribution = countedDistribution(channel, drawn);
    const isSketched = kind === 'tally' || kind === 'series' || kind === 'time-weighted';
    this.#sketches = isSketched ? drawn.map(() => new QuantileSketch()) : [];
  }

  /** Starts a replication; undefined if its records are not drawn. */
  replication(slot: number): Taker | undefined {
    const { kind } = this.channel;
    const { duration, warmup } = this.time;
    const bins = newBins(kind, this.#size, duration);
    const sketch = this.#sketches[slot];
    if (bins === undefined || sketch === undefined) return undefined;
    const finish = (): void => void entryAt(this.#samples, slot).push(bins.averages());
    if (kind === 'time-weighted') {
      const held = new HeldValues(sketch, warmup, duration);
      return {
        add: (epoch, value) => {
          bins.add(epoch, value);
          held.add(epoch, value);
        },
        finish: () => {
          held.finish();
          finish();
        },
      };
    }
    const counted = kind === 'tally' ? this.#distribution : undefined;
    return {
      add: (epoch, value) => {
        bins.add(epoch, value);
        if (epoch < warmup) return;
        sketch.add(value);
        counted?.add(slot, value);
      },
      finish,
    };
  }

  drawing(): Drawing {
    const { channel, drawn, most } = this;
    const isVector = channel.kind === 'vector';
    const group = groupOf(channel, most);
    if (isVector)
      for (const { run, channel: facts } of channel.facts)
        this.#samples[drawn.indexOf(run.case)]?.push(shortened(facts.means, group));
    const width = isVector ? 0 : this.time.duration / this.#size;
    const xOf = isVector ? (index: number) => index * group : middleOf(width);
    const curves = this.#samples.map((ofCase) => curveOf(ofCase, xOf));
    const distribution = this.#distribution?.isEmpty === true ? undefined : this.#distribution;
    return { channel, curves, width, distribution, sketches: this.#sketches };
  }
}

function newBins(kind: ResultChannel['kind'], bins: number, duration: number): TimeBins | undefined {
  if (kind === 'time-weighted') return new StepBins(bins, duration);
  return kind === 'series' || kind === 'tally' ? new MeanBins(bins, duration) : undefined;
}

/** A channel with few records gets few points, so that most points have a record. */
function pointsOf({ kind, facts }: ResultChannel, most: number): number {
  if (kind !== 'series' && kind !== 'tally') return most;
  const counts = facts.map(({ channel }) => channel.count).sort((a, b) => a - b);
  return Math.max(1, Math.min(most, counts[Math.floor(counts.length / 2)] ?? 1));
}

function middleOf(width: number): (point: number) => number {
  return (point) => (point + 0.5) * width;
}

/** Number of vector elements combined into one point. */
function groupOf({ facts }: ResultChannel, most: number): number {
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
