import * as library from './library.js';

type Unary = (x: number) => number;
type Binary = (x: number, y: number) => number;

/** e to the power of x. */
export const exp: Unary = library.exp;

/** exp(x) - 1, accurate even if x is near 0. */
export const expm1: Unary = library.expm1;

/** Natural logarithm; -∞ at 0, NaN below. */
export const ln: Unary = library.ln;

/** ln(1 + x), accurate even if x is near 0; -∞ at -1, NaN below. */
export const log1p: Unary = library.log1p;

/** Logarithm to base 2; -∞ at 0, NaN below. */
export const log2: Unary = library.log2;

/** Logarithm to base 10; -∞ at 0, NaN below. */
export const log10: Unary = library.log10;

/**
 * x to the power of y, as defined for `Math.pow`. If x is above 0 and the last bit does not matter, `exp(y * ln(x))` is faster.
 */
export const pow: Binary = library.pow;

/** Cube root. */
export const cbrt: Unary = library.cbrt;

/** √(x² + y²), without overflow or underflow on the way. */
export const hypot: Binary = library.hypot;

/** Sine of an angle in radians. */
export const sin: Unary = library.sin;

/** Cosine of an angle in radians. */
export const cos: Unary = library.cos;

/** Tangent of an angle in radians. */
export const tan: Unary = library.tan;

/** Angle in [-π/2, π/2] whose sine is x; NaN outside [-1, 1]. */
export const asin: Unary = library.asin;

/** Angle in [0, π] whose cosine is x; NaN outside [-1, 1]. */
export const acos: Unary = library.acos;

/** Angle in (-π/2, π/2) whose tangent is x. */
export const atan: Unary = library.atan;

/** Angle in [-π, π] of the point (x, y) from the positive x axis; y is the first argument, as in `Math.atan2`. */
export function atan2(y: number, x: number): number {
  // The library loses the sign of y if y / x underflows to 0.
  const angle: number = library.atan2(Math.abs(y), x);
  return y < 0 || Object.is(y, -0) ? -angle : angle;
}

/** Hyperbolic sine. */
export const sinh: Unary = library.sinh;

/** Hyperbolic cosine. */
export const cosh: Unary = library.cosh;

/** Hyperbolic tangent. */
export const tanh: Unary = library.tanh;

/** Inverse of `sinh`. */
export const asinh: Unary = library.asinh;

/** Inverse of `cosh`, for x from 1; NaN below. */
export const acosh: Unary = library.acosh;

/** Inverse of `tanh`; ±∞ at ±1, NaN outside. */
export const atanh: Unary = library.atanh;
