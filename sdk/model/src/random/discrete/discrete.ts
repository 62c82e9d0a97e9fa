import type { Randomness } from '@disco-engine/kernel';
import type { Distribution } from '../sampling/distribution.js';
import { InversionSampler } from '../sampling/inversion-sampler.js';
import { ParameterCheck } from '../sampling/parameter-check.js';
import { weightsOf } from '../sampling/weights.js';
import { lastUpTo } from '../sampling/last-up-to.js';
import { CumulativeTable } from '../sampling/cumulative-table.js';

/** Parameters of `discrete`. */
export interface DiscreteParameters {
  /** The values, ascending; finite, at least one. */
  readonly values: ArrayLike<number>;
  /** Frequency of each value, in any unit; as many as values, at least 0, not all 0. Equal if omitted. */
  readonly weights?: ArrayLike<number> | undefined;
}

/**
 * A list of numbers, each with its own weight, for counted data such as order sizes. For items that are not numbers, see
 * `weightedChoice`.
 *
 * @throws DiscoError ARGUMENT_INVALID
 */
export function discrete(stream: Randomness, parameters: DiscreteParameters): InversionSampler {
  const check = new ParameterCheck('discrete', stream, parameters);
  const values = check.list(
    'values',
    (value, index) => Number.isFinite(value) && (index === 0 || value > (parameters.values[index - 1] ?? NaN)),
    'finite numbers, each larger than the one before',
  );
  const weights = weightsOf(check, parameters.weights, values.length, 'values');
  check.done();
  return new InversionSampler(stream, new Discrete(values, new CumulativeTable(weights)));
}

class Discrete implements Distribution {
  constructor(
    private readonly values: Float64Array,
    private readonly table: CumulativeTable,
  ) {}

  lower(tail: number): number {
    return this.values[this.table.lower(tail)] ?? NaN;
  }

  upper(tail: number): number {
    return this.values[this.table.upper(tail)] ?? NaN;
  }

  below(x: number): number {
    return this.table.upTo(lastUpTo(this.values, x));
  }

  above(x: number): number {
    return this.table.beyond(lastUpTo(this.values, x));
  }
}
