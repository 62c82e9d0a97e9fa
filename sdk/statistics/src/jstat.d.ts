/** The part of jStat that the statistics use; the package carries no types. */
declare module 'jstat' {
  export const jStat: {
    readonly studentt: { inv(probability: number, degreesOfFreedom: number): number };
    readonly normal: { inv(probability: number, mean: number, deviation: number): number };
  };
}
