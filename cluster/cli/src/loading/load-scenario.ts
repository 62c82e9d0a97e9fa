import { DiscoError, Scenario } from '@disco-engine/sdk';
import { importModule } from '@disco-engine/cluster';
import type { ModuleFlag } from '../flags/module-flag.js';
import { withStore } from '../flags/store-flag.js';

/** A scenario named on the command line: in a module or in a store. */
export type ScenarioFlag =
  | { readonly module: ModuleFlag }
  | { readonly id: string; readonly store: string; readonly version: number | undefined };

/** @throws DiscoError `SCENARIO_FAILED` if the module provides none; as `ScenarioStore.load` */
export async function loadScenario(flag: ScenarioFlag): Promise<Scenario> {
  if ('module' in flag) return importScenario(flag.module);
  return withStore(flag.store, (store) => store.load(flag.id, { version: flag.version }));
}

async function importScenario({ path, url, export: name = '' }: ModuleFlag): Promise<Scenario> {
  const where = `${path}#${name}`;
  let made: unknown;
  try {
    const module = await importModule(url);
    const exported = module[name];
    made = typeof exported === 'function' ? await (exported as () => unknown)() : exported;
  } catch (cause) {
    if (cause instanceof DiscoError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DiscoError('SCENARIO_FAILED', `the scenario ${where} cannot be created: ${reason}`, {}, { cause });
  }
  if (made instanceof Scenario) return made;
  throw new DiscoError('SCENARIO_FAILED', `${where} is neither a Scenario nor a function that returns one`);
}
