import { math } from '@disco-engine/sdk';
import type { Demand } from './chain.js';

/** Mean and variance of a random quantity. */
export interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/**
 * Mean and variance of max(0, X) for normal X: the actual demand of external customers, since the simulation cuts daily
 * demand at 0. With a = mean / deviation, density φ and distribution function Φ of the standard normal distribution:
 *
 *     E[max(0, X)]  = mean · Φ(a) + deviation · φ(a)
 *     E[max(0, X)²] = (mean² + deviation²) · Φ(a) + mean · deviation · φ(a)
 *
 * Derived by integrating x and x² over the density above 0; the same integrals as for a censored normal variable
 * (Greene, *Econometric Analysis*, chapter on limited dependent variables). The cut matters: a deviation as large as the
 * mean increases the demand by 8 %, one of twice the mean by 40 %, and both are common in the data.
 */
export function cutAtZero({ mean, deviation }: Demand): Moments {
  if (deviation === 0) return { mean, variance: 0 };
  const a = mean / deviation;
  const below = math.normalP(a);
  const at = density(a);
  const first = mean * below + deviation * at;
  const second = (mean * mean + deviation * deviation) * below + mean * deviation * at;
  return { mean: first, variance: Math.max(0, second - first * first) };
}

function density(x: number): number {
  return math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}
