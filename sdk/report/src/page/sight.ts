/** The answer for one direction. */
export interface Sight {
  readonly headline: string;
  readonly text: string;
  readonly method: string;
  /** Numbers of the cases, best first. */
  readonly order: readonly number[];
  /** By case number. */
  readonly verdicts: readonly (readonly [verdict: string, against: string])[];
}
