/**
 * The least double above a number of at least 0: the least step in time that there is. Infinity above the greatest double.
 *
 * Rump, Zimmermann, Boldo and Melquiond, "Computing predecessor and successor in rounding to nearest", BIT 49 (2009): a normal number plus
 * slightly more than half of its last place rounds to the next. Arithmetic alone, so it allocates nothing and knows no byte order.
 */
export function nextDouble(number: number): number {
  if (number >= LEAST_SCALABLE) return number + OVER_HALF_PLACE * number;
  // The product would be subnormal, and so too coarse. Below twice the least normal number, all doubles are `MIN_VALUE` apart.
  if (number < LEAST_UNEVEN) return number + Number.MIN_VALUE;
  const scaled = number * SCALE;
  return (scaled + OVER_HALF_PLACE * scaled) / SCALE;
}

/** φ = u(1 + 2u), where u = 2^-53 is the greatest relative error of a rounding. */
const OVER_HALF_PLACE = 2 ** -53 * (1 + 2 ** -52);
const LEAST_UNEVEN = 2 ** -1021;
const LEAST_SCALABLE = 2 ** -960;
const SCALE = 2 ** 64;
