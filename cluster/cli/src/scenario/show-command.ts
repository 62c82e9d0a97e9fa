import { Flags } from '../flags/flags.js';
import { loadModel } from '../loading/load-model.js';
import { readModuleFlag } from '../flags/module-flag.js';
import { storeOf, withStore } from '../flags/store-flag.js';
import type { Line } from '../terminal/styled.js';
import { summaryOf } from './summary.js';
import { summaryLines } from './summary-text.js';
import { SHOW_FORM } from './store-specs.js';

/** `disco scenario show`. */
export async function showScenario(argv: readonly string[]): Promise<string | readonly Line[]> {
  const flags = new Flags(argv, SHOW_FORM);
  const version = flags.number('version', 1, true);
  const module = flags.has('model') && (await readModuleFlag(flags, '--model', flags.text('model') ?? '', true));
  flags.throwIfAny();
  const model = module ? (await loadModel(module)).specification : undefined;
  const scenario = await withStore(storeOf(flags), (store) => store.load(flags.argument(0), { version }));
  const summary = await summaryOf(scenario, scenario.stored?.version ?? 1, model);
  return flags.has('json') ? `${JSON.stringify(summary)}\n` : summaryLines(summary);
}
