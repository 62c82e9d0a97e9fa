import { bundleSuites } from './bundle-suites.js';
import { compareRun, expectedOf, type Expected, type SuiteComparison } from './compare-runs.js';
import type { Engine } from './engine.js';
import { runEngine, type EngineRun } from './engine-run.js';
import { thisNode } from './node-engines.js';
import type { EngineSuite, Recorded } from './suite.js';

/** The result of an engine: how its cases compare, or why there is nothing to compare. */
export type EngineResult = { readonly name: string } & (
  | (Pick<EngineRun, 'version' | 'seconds'> & { readonly suites: ReadonlyMap<string, SuiteComparison> })
  | { readonly missing: string }
  | { readonly failed: string }
);

/** How many engines run at the same time. */
const AT_ONCE = 2;

/** The name of the Node that is running this, the reference for the others. */
export const REFERENCE = 'this-node';

/**
 * Runs all suites on this Node and on all engines. Compares each engine with what was recorded or, if nothing was, with
 * this Node.
 *
 * @returns first this Node, compared only with what was recorded; then the engines, in their order
 * @throws Error if this Node does not reach the end
 */
export async function runEngines(
  engines: readonly Engine[],
  suites: readonly EngineSuite[],
): Promise<readonly EngineResult[]> {
  const [script, recorded] = await Promise.all([bundleSuites(suites), recordedOf(suites)]);
  const reference = await runEngine(REFERENCE, thisNode, script);
  const expected = expectedOf(reference, recorded);
  const lines = reference.lines.filter(({ suite }) => recorded.has(suite));
  const own = { ...reference, suites: compareRun({ ...reference, lines }, recorded) };
  const results = new Map<Engine, EngineResult>();
  // From the end, because the slow ones are there.
  const waiting = [...engines];
  const work = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
      results.set(next, await resultOf(next, script, expected));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return [own, ...engines.flatMap((engine) => results.get(engine) ?? [])];
}

async function resultOf(engine: Engine, script: string, expected: Expected): Promise<EngineResult> {
  const { name } = engine;
  try {
    const found = await engine.find();
    if ('missing' in found) return { name, ...found };
    const run = await runEngine(name, found, script);
    return { ...run, suites: compareRun(run, expected) };
  } catch (error) {
    return { name, failed: error instanceof Error ? error.message : String(error) };
  }
}

async function recordedOf(suites: readonly EngineSuite[]): Promise<Expected> {
  const entries = await Promise.all(suites.map(async ({ name, recorded }) => [name, await recorded?.()] as const));
  return new Map(entries.filter((entry): entry is [string, ReadonlyMap<string, Recorded>] => entry[1] !== undefined));
}
