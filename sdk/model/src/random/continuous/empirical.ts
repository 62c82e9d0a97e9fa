import type { Randomness } from '@disco-engine/kernel';
import type { Distribution } from '../sampling/distribution.js';
import { InversionSampler } from '../sampling/inversion-sampler.js';
import { ParameterCheck } from '../sampling/parameter-check.js';
import { CumulativeTable } from '../sampling/cumulative-table.js';
import { lastUpTo } from '../sampling/last-up-to.js';
import { weightsOf } from '../sampling/weights.js';

/** Parameters of `empirical`. */
export interface EmpiricalParameters {
  /** Observed values, in any order: finite numbers, at least two of them different. */
  readonly observations: ArrayLike<number>;
}

/**
 * A continuous distribution through observations: with n of them in order, a value lies between each two neighbors with
 * probability 1 / (n - 1), uniformly. No value lies outside the range of the observations. (A. M. Law, Simulation Modeling and
 * Analysis, 5th ed., 2015, section 6.2.4.)
 *
 * @throws DiscoError ARGUMENT_INVALID
 */
export function empirical(stream: Randomness, parameters: EmpiricalParameters): InversionSampler {
  const check = new ParameterCheck('empirical', stream, parameters);
  const edges = check.list('observations', Number.isFinite, 'finite numbers').sort();
  check.together(
    edges.length > 1 && edges[0] !== edges.at(-1),
    () => 'observations are all equal; give at least two different values',
  );
  check.done();
  return new InversionSampler(stream, new Steps(edges, new Float64Array(edges.length - 1).fill(1)));
}

/** Parameters of `histogram`. */
export interface HistogramParameters {
  /** Edges of the bins: at least two finite numbers, ascending. */
  readonly edges: ArrayLike<number>;
  /** Weight of each bin, in any unit; one fewer than edges, at least 0, not all 0. */
  readonly weights: ArrayLike<number>;
}

/**
 * A continuous distribution given by its histogram: a value lies in a bin with the bin's weight, uniformly.
 *
 * @throws DiscoError ARGUMENT_INVALID
 */
export function histogram(stream: Randomness, parameters: HistogramParameters): InversionSampler {
  const check = new ParameterCheck('histogram', stream, parameters);
  const edges = check.list(
    'edges',
    (value, index) => Number.isFinite(value) && (index === 0 || value > (parameters.edges[index - 1] ?? NaN)),
    'finite numbers, each larger than the one before',
  );
  check.together(edges.length > 1, () => 'edges has only one number; give at least two');
  const weights = weightsOf(check, parameters.weights ?? [], edges.length - 1, 'bins');
  check.done();
  return new InversionSampler(stream, new Steps(edges, weights));
}

class Steps implements Distribution {
  readonly #table: CumulativeTable;

  constructor(
    private readonly edges: Float64Array,
    private readonly weights: Float64Array,
  ) {
    this.#table = new CumulativeTable(weights);
  }

  lower(tail: number): number {
    const bin = this.#table.lower(tail);
    return this.#within(bin, tail - this.#table.upTo(bin - 1));
  }

  upper(tail: number): number {
    const bin = this.#table.upper(tail);
    return this.#within(bin, this.#table.beyond(bin - 1) - tail);
  }

  below(x: number): number {
    const bin = this.#bin(x);
    return bin < 0 ? 0 : this.#table.upTo(bin - 1) + this.#share(bin, x) * this.#table.weight(bin);
  }

  above(x: number): number {
    const bin = this.#bin(x);
    return bin < 0 ? 1 : this.#table.beyond(bin) + (1 - this.#share(bin, x)) * this.#table.weight(bin);
  }

  /** The value in the bin that has a share of `rest` before it. */
  #within(bin: number, rest: number): number {
    const [from, to] = [this.edges[bin] ?? NaN, this.edges[bin + 1] ?? NaN];
    return Math.min(to, Math.max(from, from + (rest / this.#table.weight(bin)) * (to - from)));
  }

  #bin(x: number): number {
    return Math.min(lastUpTo(this.edges, x), this.weights.length - 1);
  }

  #share(bin: number, x: number): number {
    const [from, to] = [this.edges[bin] ?? NaN, this.edges[bin + 1] ?? NaN];
    return to > from ? Math.min(1, (x - from) / (to - from)) : 1;
  }
}
