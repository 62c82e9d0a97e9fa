import { isDeepStrictEqual } from 'node:util';

/** A line that shows both values if they differ. */
export function firstDifference(what: string, actual: unknown, expected: unknown): string | undefined {
  if (isDeepStrictEqual(actual, expected)) return undefined;
  return `${what}: expected ${JSON.stringify(expected) ?? 'none'}, got ${JSON.stringify(actual) ?? 'none'}`;
}
