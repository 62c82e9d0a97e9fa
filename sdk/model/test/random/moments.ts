/** Mean, variance and fourth central moment of a sample. */
export function centralMoments(sample: readonly number[]): { mean: number; variance: number; fourth: number } {
  // Relative to the first value, so that sums of large values keep their digits.
  const [origin] = sample;
  const shift = average(sample.map((value) => value - origin));
  const deviations = sample.map((value) => value - origin - shift);
  return {
    mean: origin + shift,
    variance: average(deviations.map((deviation) => deviation ** 2)),
    fourth: average(deviations.map((deviation) => deviation ** 4)),
  };
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
