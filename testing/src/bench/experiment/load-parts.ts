import { pathToFileURL } from 'node:url';
import { logCost } from './log-cost.js';
import { logMemory } from './log-memory.js';
import { LOG_KINDS } from './logged-model.js';
import type { ExperimentPart } from './part.js';

/**
 * All parts of the benchmark: logging, then those of other packages.
 *
 * @param modules paths of compiled modules that export a list `experimentParts`
 * @throws Error for a module without one
 */
export async function loadParts(modules: readonly string[]): Promise<readonly ExperimentPart[]> {
  const brought = await Promise.all(
    modules.map(async (path) => {
      const { experimentParts } = (await import(pathToFileURL(path).href)) as {
        readonly experimentParts?: readonly ExperimentPart[];
      };
      if (experimentParts === undefined) throw new Error(`${path} exports no list 'experimentParts'`);
      return experimentParts;
    }),
  );
  return [...LOG_KINDS.map(logCost), logMemory, ...brought.flat()];
}
