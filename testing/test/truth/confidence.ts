import jstat from 'jstat';

/** The values `mean ± halfWidth`. */
export interface Interval {
  readonly mean: number;
  readonly halfWidth: number;
}

/**
 * Student's t-interval for the mean of independent, about normally distributed estimates, one per replication: mean ±
 * t(1 - (1 - level) / 2, n - 1) · s / √n, where n is their number and s their standard deviation. Source: A. M. Law,
 * "Simulation Modeling and Analysis" (5th ed., 2015), the chapters on output analysis ("replication/deletion approach").
 *
 * @param level probability that the interval covers the truth, between 0 and 1
 */
export function studentInterval(estimates: readonly number[], level: number): Interval {
  const count = estimates.length;
  const mean = sum(estimates) / count;
  const variance = sum(estimates.map((estimate) => (estimate - mean) ** 2)) / (count - 1);
  const quantile = jstat.jStat.studentt.inv(1 - (1 - level) / 2, count - 1);
  return { mean, halfWidth: quantile * Math.sqrt(variance / count) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
