import { fingerprint } from '@disco-engine/kernel';
import type { EngineRun } from './engine-run.js';
import type { Recorded } from './suite.js';

/** By suite, by name of a case: the expected outcome. */
export type Expected = ReadonlyMap<string, ReadonlyMap<string, Recorded>>;

/** A case that differs from the expectation. */
export interface CaseDifference {
  readonly name: string;
  /** What was expected, and what came. */
  readonly detail: string;
}

/** How the cases of a suite on one engine compare with the expectations. */
export interface SuiteComparison {
  readonly equal: number;
  /** The cases that differ. */
  readonly different: readonly CaseDifference[];
  /** Digest of all outcomes together. */
  readonly digest: string;
}

/**
 * Compares the results of one engine with every part of the expectation that is known. A case that failed, is missing
 * or is unexpected counts as different.
 */
export function compareRun({ lines }: EngineRun, expected: Expected): ReadonlyMap<string, SuiteComparison> {
  const bySuite = new Map<string, EngineRun['lines'][number][]>();
  for (const suite of expected.keys()) bySuite.set(suite, []);
  for (const line of lines) bySuite.set(line.suite, [...(bySuite.get(line.suite) ?? []), line]);
  return new Map(
    Array.from(bySuite, ([suite, own]) => {
      const known = expected.get(suite) ?? new Map<string, Recorded>();
      const outcomes = new Map(own.map(({ suite: _suite, name, ...outcome }) => [name, outcome]));
      const names = [...new Set([...known.keys(), ...outcomes.keys()])];
      const different = names.flatMap((name) => difference(name, outcomes.get(name), known.get(name)));
      return [suite, { equal: names.length - different.length, different, digest: fingerprint([...outcomes]) }];
    }),
  );
}

function difference(name: string, outcome: object | undefined, expected: Recorded | undefined): CaseDifference[] {
  const came = { ...outcome } as Readonly<Record<string, unknown>>;
  const parts = Object.entries(expected ?? {});
  if (parts.length > 0 && !('error' in came) && parts.every(([key, value]) => came[key] === value)) return [];
  const detail = `expected ${shown(expected) ?? 'no such case'}, got ${shown(outcome) ?? 'nothing'}`;
  return [{ name, detail }];
}

/** The start only, since the state of a model may be long. */
function shown(outcome: object | undefined): string | undefined {
  return outcome === undefined ? undefined : JSON.stringify(outcome).slice(0, 200);
}

/** The outcomes of a run, overridden by what is recorded. */
export function expectedOf({ lines }: EngineRun, recorded: Expected): Expected {
  const all = new Map<string, Map<string, Recorded>>();
  for (const { suite, name, ...outcome } of lines) {
    const cases = all.get(suite) ?? new Map<string, Recorded>();
    all.set(suite, cases.set(name, { ...outcome, ...recorded.get(suite)?.get(name) }));
  }
  return all;
}
