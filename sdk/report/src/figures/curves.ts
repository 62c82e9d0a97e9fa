import * as statistics from '@disco-engine/statistics';

/** Mean and band over the replications of one case, point by point. */
export interface CurvePoint {
  readonly x: number;
  readonly mean: number;
  /** 5 % and 95 % quantiles; both equal the mean if there is only one replication. */
  readonly low: number;
  readonly high: number;
}

/**
 * Leaves out points that no replication knows, and values beyond the range that the statistics can measure.
 *
 * @param samples one per replication, all of the same length
 */
export function curveOf(samples: readonly ArrayLike<number>[], xOf: (point: number) => number): CurvePoint[] {
  const points: CurvePoint[] = [];
  const length = samples.reduce((most, sample) => Math.max(most, sample.length), 0);
  for (let point = 0; point < length; point++) {
    const values: number[] = [];
    for (const sample of samples) {
      const value = sample[point];
      if (statistics.isMeasurable(value)) values.push(value);
    }
    if (values.length === 0) continue;
    const { mean = NaN } = statistics.summary(values);
    const low = statistics.quantile(values, 0.05) ?? NaN;
    const high = statistics.quantile(values, 0.95) ?? NaN;
    points.push({ x: xOf(point), mean, low, high });
  }
  return points;
}
