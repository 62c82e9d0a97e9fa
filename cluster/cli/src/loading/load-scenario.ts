import { DiscoError, Scenario } from '@disco-engine/sdk';
import { importModule } from '@disco-engine/cluster';
import type { ModuleFlag } from '../flags/module-flag.js';
import type { ScenarioFlag } from '../flags/scenario-flag.js';
import { withStore } from '../flags/store-flag.js';

/** @throws DiscoError `SCENARIO_FAILED` if the module provides none; as `ScenarioStore.load` */
export async function loadScenario(flag: ScenarioFlag): Promise<Scenario> {
  if ('module' in flag) return importScenario(flag.module);
  return withStore(flag.store, (store) => store.load(flag.id, { version: flag.version }));
}

async function importScenario(module: ModuleFlag): Promise<Scenario> {
  const { url, export: name = '' } = module;
  return scenarioOf(module, async () => {
    const exported = (await importModule(url))[name];
    return typeof exported === 'function' ? (exported as () => unknown)() : exported;
  });
}

/**
 * The scenario that a module exports, or that an exported function returns.
 *
 * @throws DiscoError `SCENARIO_FAILED` if it does not
 */
export async function scenarioOf({ path, export: name = 'default' }: ModuleFlag, exported: unknown): Promise<Scenario> {
  const where = `${path}#${name}`;
  let made: unknown;
  try {
    made = typeof exported === 'function' ? await (exported as () => unknown)() : exported;
  } catch (cause) {
    if (cause instanceof DiscoError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DiscoError('SCENARIO_FAILED', `the scenario ${where} cannot be created: ${reason}`, {}, { cause });
  }
  if (made instanceof Scenario) return made;
  throw new DiscoError('SCENARIO_FAILED', `${where} is neither a Scenario nor a function that returns one`);
}
