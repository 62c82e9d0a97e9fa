import type { FoundEngine } from './engine.js';
import type { CaseLine } from './suites/engine-case.js';
import { END } from './suites/run-suites.js';

/** The results of an engine. */
export interface EngineRun {
  /** As in `--engines`. */
  readonly name: string;
  readonly version: string;
  readonly seconds: number;
  readonly lines: readonly CaseLine[];
}

/** Runs all cases on an engine. @throws Error if it does not reach the end */
export async function runEngine(name: string, engine: FoundEngine, script: string): Promise<EngineRun> {
  const start = performance.now();
  const printed = await engine.run(script);
  const seconds = (performance.now() - start) / 1000;
  if (printed.at(-1) !== END) throw new Error(`${name} ended before all cases had run: ${printed.at(-1) ?? 'no line'}`);
  const lines = printed.slice(0, -1).map((line) => JSON.parse(line) as CaseLine);
  return { name, version: engine.version, seconds, lines };
}
