/** A matcher's result for Vitest. The message is requested only if the expectation fails. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
  readonly actual?: unknown;
  readonly expected?: unknown;
}
