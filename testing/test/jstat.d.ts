/** The part of jStat used by the truth tests and the sampler tests; the package has no types. */
declare module 'jstat' {
  export const jStat: {
    gammaln(x: number): number;
    readonly beta: { cdf(x: number, alpha: number, beta: number): number };
    readonly chisquare: { cdf(x: number, degreesOfFreedom: number): number };
    readonly gamma: { cdf(x: number, shape: number, scale: number): number };
    readonly studentt: {
      cdf(x: number, degreesOfFreedom: number): number;
      inv(probability: number, degreesOfFreedom: number): number;
    };
    readonly normal: {
      pdf(x: number, mean: number, deviation: number): number;
      cdf(x: number, mean: number, deviation: number): number;
      inv(probability: number, mean: number, deviation: number): number;
    };
  };
}
