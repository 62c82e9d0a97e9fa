/**
 * The least double above a number of at least 0, and so the smallest possible step in time. Infinity for the greatest
 * double.
 *
 * Rump, Zimmermann, Boldo and Melquiond, "Computing predecessor and successor in rounding to nearest", BIT 49 (2009): a
 * normal number plus slightly more than half of its last place rounds to the next. Pure arithmetic: it allocates
 * nothing and does not depend on byte order.
 */
export function nextDouble(number: number): number {
  if (number >= LEAST_SCALABLE) return number + OVER_HALF_PLACE * number;
  // The product would be subnormal, and so too coarse. Below twice the least normal number, doubles are `MIN_VALUE`
  // apart.
  if (number < LEAST_UNEVEN) return number + Number.MIN_VALUE;
  const scaled = number * SCALE;
  return (scaled + OVER_HALF_PLACE * scaled) / SCALE;
}

/** φ = u(1 + 2u), where u = 2^-53 is the greatest relative error of a rounding. */
const OVER_HALF_PLACE = 2 ** -53 * (1 + 2 ** -52);
const LEAST_UNEVEN = 2 ** -1021;
const LEAST_SCALABLE = 2 ** -960;
const SCALE = 2 ** 64;
