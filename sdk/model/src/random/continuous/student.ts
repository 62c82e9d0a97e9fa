import type { Randomness } from '@disco-engine/kernel';
import { studentP, studentPInverse } from '@disco-engine/mathematics';
import type { Distribution } from '../sampling/distribution.js';
import { InversionSampler } from '../sampling/inversion-sampler.js';
import { ParameterCheck } from '../sampling/parameter-check.js';
import { SharedByParameters } from '../sampling/shared-by-parameters.js';
import { QuantileTable } from './quantile-table.js';
import { Scaled } from './scaled.js';

/** Parameters of `student`. */
export interface StudentParameters {
  /** Degrees of freedom; finite, > 0; the fewer, the heavier the tails. */
  readonly freedom: number;
  /** Median; finite, 0 by default. */
  readonly location?: number | undefined;
  /** Factor for the standard values; finite, > 0, 1 by default. */
  readonly scale?: number | undefined;
}

/**
 * Student's t, on all numbers: mean location for more than one degree of freedom, variance scale² · freedom / (freedom - 2) for
 * more than two. The quantile function is tabulated on demand, with a relative error below 1e-11.
 *
 * @throws DiscoError ARGUMENT_INVALID
 */
export function student(stream: Randomness, parameters: StudentParameters): InversionSampler {
  const check = new ParameterCheck('student', stream, parameters);
  const [freedom, location, scale] = [
    check.positive('freedom'),
    check.finite('location', 0),
    check.positive('scale', 1),
  ];
  check.done();
  return new InversionSampler(
    stream,
    new Scaled(
      SHARED.of([freedom], () => new Student(freedom)),
      location,
      scale,
    ),
  );
}

const SHARED = /* @__PURE__ */ new SharedByParameters<Student>();

class Student implements Distribution {
  readonly #tail: (tail: number) => number;

  constructor(private readonly freedom: number) {
    const exact = (tail: number): number => studentPInverse(freedom, tail);
    const table = new QuantileTable(exact);
    // With less than one degree of freedom the values are powers above 1 of the tail, which polynomials approximate badly.
    this.#tail = freedom < 1 ? exact : (tail) => table.at(tail);
  }

  lower(tail: number): number {
    return this.#tail(tail);
  }

  upper(tail: number): number {
    return -this.#tail(tail);
  }

  below(x: number): number {
    return studentP(this.freedom, x);
  }

  above(x: number): number {
    return studentP(this.freedom, -x);
  }
}
