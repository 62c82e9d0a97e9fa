/** The part of jStat that the truth tests use; the package carries no types. */
declare module 'jstat' {
  export const jStat: {
    readonly studentt: { inv(probability: number, degreesOfFreedom: number): number };
    readonly normal: {
      pdf(x: number, mean: number, deviation: number): number;
      cdf(x: number, mean: number, deviation: number): number;
    };
  };
}
