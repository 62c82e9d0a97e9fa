import type { Flags } from './flags.js';
import { readModuleFlag, type ModuleFlag } from './module-flag.js';
import { storeOf } from './store-flag.js';

/** A scenario named on the command line: in a module or in a store. */
export type ScenarioFlag =
  | { readonly module: ModuleFlag }
  | { readonly id: string; readonly store: string; readonly version: number | undefined };

/**
 * Reads which scenario the command line names: a module and its export, with a `#` between them, or the id of one in the store. Problems
 * are added to those of the flags.
 *
 * @param what its name on the command line, such as `--scenario`
 */
export async function readScenarioFlag(
  flags: Flags,
  what: string,
  text: string,
  needsExport: boolean,
): Promise<ScenarioFlag> {
  if (text !== '' && !text.includes('#') && !/\.[cm]?[jt]s$/.test(text))
    return { id: text, store: storeOf(flags), version: flags.number('version', 1, true) };
  for (const name of needsExport ? (['store', 'version'] as const) : (['version'] as const))
    if (flags.has(name))
      flags.refuse(
        'OPTION_INVALID',
        `--${name} is for a scenario in the store, and ${what} names a module; leave out --${name}`,
      );
  return { module: await readModuleFlag(flags, what, text, needsExport) };
}
