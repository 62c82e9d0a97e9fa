import { cos } from '@disco-engine/mathematics';

/** Number of interpolation nodes: polynomials of degree 11 have a relative error below 1e-14, as the tests verify. */
const NODES = 12;
/** Tails below 2^-20, one value in half a million, are computed by the function itself. */
const OCTAVES = 19;
const QUARTERS = 4;
const MISSING = -1;
const TWO_32 = 2 ** 32;

/**
 * A quantile function that is expensive to compute, as polynomials over pieces of its tail: the four quarters of each octave
 * [1/4, 1/2), [1/8, 1/4), … of the tail. On these, the powers and logarithms of the tail that all quantile functions follow are
 * equally smooth. A piece is fitted when it is first needed; the fit is the same whenever that is, so no value depends on
 * earlier draws. (Numerical inversion after G. Derflinger, W. Hörmann and J. Leydold, "Random Variate Generation by Numerical
 * Inversion When Only the Density Is Known", ACM TOMACS 20(4), 2010, here with the exact function instead of the density.)
 */
export class QuantileTable {
  /** Where the coefficients of each piece start, or `MISSING`. */
  readonly #starts = new Int16Array(OCTAVES * QUARTERS).fill(MISSING);
  #coefficients = new Float64Array(8 * NODES);
  #used = 0;

  /** @param exact the quantile for a tail in (0, 1/2) */
  constructor(private readonly exact: (tail: number) => number) {}

  /** @param tail in (0, 1/2) */
  at(tail: number): number {
    const zeros = Math.clz32(tail * TWO_32);
    if (zeros > OCTAVES) return this.exact(tail);
    const place = tail * (SCALES[zeros] ?? NaN);
    const quarter = Math.floor(place);
    const piece = (zeros - 1) * QUARTERS + quarter - QUARTERS;
    let start = this.#starts[piece] ?? MISSING;
    if (start === MISSING) start = this.#fit(piece, quarter, 1 / (SCALES[zeros] ?? NaN));
    const t = 2 * (place - quarter) - 1;
    const coefficients = this.#coefficients;
    let value = coefficients[start + NODES - 1] ?? NaN;
    for (let power = NODES - 2; power >= 0; power--) value = value * t + (coefficients[start + power] ?? NaN);
    return value;
  }

  #fit(piece: number, quarter: number, width: number): number {
    const start = this.#used;
    if (start + NODES > this.#coefficients.length) {
      const larger = new Float64Array(2 * this.#coefficients.length);
      larger.set(this.#coefficients);
      this.#coefficients = larger;
    }
    const values = POINTS.map((t) => this.exact((quarter + (t + 1) / 2) * width));
    this.#coefficients.set(powerCoefficients(values), start);
    this.#used += NODES;
    this.#starts[piece] = start;
    return start;
  }
}

// Both are annotated so that bundlers drop them from pages that use none of these distributions.

/** Factor that scales a tail with this many leading zeros among its first 32 bits to [4, 8). */
const SCALES = /* @__PURE__ */ Float64Array.from({ length: OCTAVES + 1 }, (_, zeros) => 2 ** (zeros + 3));

/** Chebyshev points, at which interpolation errs least: P. Henrici, Essentials of Numerical Analysis, Wiley, 1982. */
const POINTS = /* @__PURE__ */ Array.from({ length: NODES }, (_, node) => cos((Math.PI * (node + 0.5)) / NODES));

/** The polynomial through the values at `POINTS`: coefficients of the powers of t, from 0 on. */
function powerCoefficients(values: readonly number[]): Float64Array {
  const powers = new Float64Array(NODES);
  let [before, current] = [
    new Float64Array(NODES),
    Float64Array.from({ length: NODES }, (_, power) => (power === 0 ? 1 : 0)),
  ];
  for (let degree = 0; degree < NODES; degree++) {
    let share = 0;
    for (const [node, value] of values.entries()) share += value * cos((Math.PI * degree * (node + 0.5)) / NODES);
    const weight = ((degree === 0 ? 1 : 2) * share) / NODES;
    for (let power = 0; power < NODES; power++)
      powers[power] = (powers[power] ?? NaN) + weight * (current[power] ?? NaN);
    // The next Chebyshev polynomial: 2t times this one, minus the one before; the first step uses half of that.
    const factor = degree === 0 ? 1 : 2;
    const [older, newest] = [before, current];
    const next = newest.map(
      (_, power) => factor * (power > 0 ? (newest[power - 1] ?? NaN) : 0) - (older[power] ?? NaN),
    );
    [before, current] = [newest, next];
  }
  return powers;
}
