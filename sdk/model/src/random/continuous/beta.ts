import type { Randomness } from '@disco-engine/kernel';
import { betaP, betaPInverse, betaQ, exp, ln, logGamma } from '@disco-engine/mathematics';
import type { Distribution } from '../sampling/distribution.js';
import { InversionSampler } from '../sampling/inversion-sampler.js';
import { ParameterCheck } from '../sampling/parameter-check.js';
import { SharedByParameters } from '../sampling/shared-by-parameters.js';
import { QuantileTable } from './quantile-table.js';
import { Scaled } from './scaled.js';
import { checkThreePoints, type TriangularParameters } from './triangular.js';

/** Parameters of `beta`. */
export interface BetaParameters {
  /** Shape α; finite, > 0; the larger, the more weight near 1. */
  readonly alpha: number;
  /** Shape β; finite, > 0; the larger, the more weight near 0. */
  readonly beta: number;
}

/**
 * Beta on [0, 1]: mean α / (α + β), variance αβ / ((α + β)² (α + β + 1)). The quantile function is tabulated on demand, with a
 * relative error below 1e-11.
 *
 * @throws DiscoError ARGUMENT_INVALID
 */
export function beta(stream: Randomness, parameters: BetaParameters): InversionSampler {
  const check = new ParameterCheck('beta', stream, parameters);
  const [a, b] = [check.positive('alpha'), check.positive('beta')];
  check.done();
  return new InversionSampler(stream, new Beta(a, b));
}

/** Parameters of `pert`. */
export interface PertParameters extends TriangularParameters {
  /** Weight of the most likely value relative to each of the limits; finite, > 0, 4 by default. */
  readonly weight?: number | undefined;
}

/**
 * PERT on [low, high]: a smooth relative of `triangular`, with less weight near its limits. Mean (low + weight · mode + high) /
 * (weight + 2). D. G. Malcolm and others, "Application of a Technique for Research and Development Program Evaluation",
 * Operations Research 7(5), 1959.
 *
 * @throws DiscoError ARGUMENT_INVALID
 */
export function pert(stream: Randomness, parameters: PertParameters): InversionSampler {
  const check = new ParameterCheck('pert', stream, parameters);
  const [low, mode, high] = [check.finite('low'), check.finite('mode'), check.finite('high')];
  const weight = check.positive('weight', 4);
  checkThreePoints(check, low, mode, high);
  check.done();
  const width = high - low;
  const standard = new Beta(1 + (weight * (mode - low)) / width, 1 + (weight * (high - mode)) / width);
  return new InversionSampler(stream, new Scaled(standard, low, width));
}

class Beta implements Distribution {
  readonly #nearZero: BetaTail;
  readonly #nearOne: BetaTail;

  constructor(
    private readonly a: number,
    private readonly b: number,
  ) {
    this.#nearZero = TAILS.of([a, b], () => new BetaTail(a, b));
    this.#nearOne = TAILS.of([b, a], () => new BetaTail(b, a));
  }

  lower(tail: number): number {
    return this.#nearZero.at(tail);
  }

  upper(tail: number): number {
    return 1 - this.#nearOne.at(tail);
  }

  below(x: number): number {
    return x >= 1 ? 1 : x > 0 ? betaP(this.a, this.b, x) : 0;
  }

  above(x: number): number {
    return x >= 1 ? 0 : x > 0 ? betaQ(this.a, this.b, x) : 1;
  }
}

const TAILS = /* @__PURE__ */ new SharedByParameters<BetaTail>();

/**
 * The lower half of a beta distribution. With a < 1 its values are powers above 1 of the tail, so their logarithm is tabulated.
 * With a tiny a or b almost all values lie near 0 and near 1, and the few in between lie on a bend that is too sharp for a
 * table.
 */
class BetaTail {
  readonly #value: (tail: number) => number;

  constructor(a: number, b: number) {
    const exact = (tail: number): number => betaPInverse(a, b, tail);
    // For a value x, the term of order x · b is omitted where it is below 1e-16.
    const constant = ln(a) + logGamma(a) + logGamma(b) - logGamma(a + b);
    const negligible = -38 - Math.max(0, ln(b));
    const logarithm = (tail: number): number => {
      const first = (ln(tail) + constant) / a;
      return first < negligible ? first : ln(exact(tail));
    };
    const table = new QuantileTable(a < 1 ? logarithm : exact);
    if (a >= 1) this.#value = (tail) => table.at(tail);
    else if (a < BEND || b < BEND) this.#value = (tail) => exp(logarithm(tail));
    else this.#value = (tail) => exp(table.at(tail));
  }

  at(tail: number): number {
    return this.#value(tail);
  }
}

/** With shapes of at least this, the table is exact to 1e-12. */
const BEND = 0.1;
