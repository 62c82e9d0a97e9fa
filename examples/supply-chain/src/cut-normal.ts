import { math } from '@disco-engine/sdk';
import type { Demand } from './chain.js';

/** Mean and variance of a random quantity. */
export interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/**
 * Mean and variance of max(0, X) for normal X: what external customers really ask for, since the simulation cuts daily
 * demand at 0. With a = mean / deviation, density φ and distribution function Φ of the standard normal distribution:
 *
 *     E[max(0, X)]  = mean · Φ(a) + deviation · φ(a)
 *     E[max(0, X)²] = (mean² + deviation²) · Φ(a) + mean · deviation · φ(a)
 *
 * Derived by integrating x and x² over the density above 0; the same integrals as for a censored normal variable
 * (Greene, *Econometric Analysis*, chapter on limited dependent variables). The cut matters: a
 * deviation as large as the mean adds 8 % to what arrives, one of twice the mean 40 %, and both are common in the data.
 */
export function cutAtZero({ mean, deviation }: Demand): Moments {
  if (deviation === 0) return { mean, variance: 0 };
  const a = mean / deviation;
  const below = cumulative(a);
  const at = density(a);
  const first = mean * below + deviation * at;
  const second = (mean * mean + deviation * deviation) * below + mean * deviation * at;
  return { mean: first, variance: Math.max(0, second - first * first) };
}

function density(x: number): number {
  return math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/** Φ(x) for x ≥ 0, by the power series of G. Marsaglia, "Evaluating the Normal Distribution", J. Stat. Software 11(4), 2004. */
function cumulative(x: number): number {
  if (x > 8.3) return 1; // 1 − Φ(8.3) is less than half the distance from 1 to the next smaller double.
  let sum = x;
  let term = x;
  for (let odd = 3, before = NaN; sum !== before; odd += 2) {
    before = sum;
    term *= (x * x) / odd;
    sum += term;
  }
  return 0.5 + sum * density(x);
}
