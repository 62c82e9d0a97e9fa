import type { ResultChannel } from '@disco-engine/experiments';
import { entryAt } from '@disco-engine/kernel';

/** How often values fall into each bin, for each drawn case. */
export class Distribution {
  readonly #counts: Float64Array[];

  /** @param edges ascending, at least two */
  constructor(
    readonly edges: readonly number[],
    cases: number,
  ) {
    this.#counts = Array.from({ length: cases }, () => new Float64Array(edges.length - 1));
  }

  /** Counts a value of a distribution whose bins are equally wide. */
  add(number: number, value: number): void {
    const bins = this.edges.length - 1;
    const [low = NaN, high = NaN] = [this.edges[0], this.edges[bins]];
    const share = (value - low) / (high - low);
    if (share >= 0 && share <= 1) this.#count(number, Math.min(bins - 1, Math.floor(share * bins)), 1);
  }

  addCounts(number: number, counts: readonly number[]): void {
    for (const [bin, count] of counts.entries()) this.#count(number, bin, count);
  }

  get isEmpty(): boolean {
    return this.#counts.every((counts) => counts.every((count) => count === 0));
  }

  /** The share of a case's values in each bin; undefined if it has no values. */
  shares(number: number): readonly number[] | undefined {
    const counts = entryAt(this.#counts, number);
    const total = counts.reduce((sum, count) => sum + count, 0);
    return total === 0 ? undefined : Array.from(counts, (count) => count / total);
  }

  #count(number: number, bin: number, more: number): void {
    const counts = entryAt(this.#counts, number);
    counts[bin] = (counts[bin] ?? NaN) + more;
  }
}

const TALLY_BINS = 30;

/**
 * An empty distribution that spans the values of a tally from minimum to maximum; undefined if it has no values, or if their range
 * overflows a number.
 *
 * @param drawn numbers of the cases
 */
export function emptyDistribution({ facts }: ResultChannel, drawn: readonly number[]): Distribution | undefined {
  let [low, high] = [Infinity, -Infinity];
  for (const { run, channel } of facts) {
    if (!drawn.includes(run.case)) continue;
    low = Math.min(low, channel.minimum ?? Infinity);
    high = Math.max(high, channel.maximum ?? -Infinity);
  }
  if (!(high - low >= 0 && high - low < Infinity)) return undefined;
  if (low === high) return new Distribution([low - 0.5, low + 0.5], drawn.length);
  const edges = Array.from({ length: TALLY_BINS + 1 }, (_, index) => low + ((high - low) * index) / TALLY_BINS);
  edges[TALLY_BINS] = high;
  return new Distribution(edges, drawn.length);
}

/** The distribution that the replications counted themselves; replications whose edges differ from the first are left out. */
export function countedDistribution({ facts }: ResultChannel, drawn: readonly number[]): Distribution | undefined {
  const edges = facts.find(({ channel }) => channel.counts.length > 0)?.channel.edges;
  if (edges === undefined) return undefined;
  const distribution = new Distribution(edges, drawn.length);
  for (const { run, channel } of facts) {
    const slot = drawn.indexOf(run.case);
    if (slot >= 0 && channel.edges.join() === edges.join()) distribution.addCounts(slot, channel.counts);
  }
  return distribution;
}
