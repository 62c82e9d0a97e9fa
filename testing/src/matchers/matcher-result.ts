/** What a matcher tells Vitest. The message is asked for only where the expectation fails. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
  readonly actual?: unknown;
  readonly expected?: unknown;
}
