import { Flags } from '../flags/flags.js';
import { loadModel } from '../loading/load-model.js';
import { readModuleFlag } from '../flags/module-flag.js';
import { STORE_FLAG, storeOf, withStore } from '../flags/store-flag.js';
import { summaryOf } from './summary.js';
import { summaryText } from './summary-text.js';

const FLAGS = {
  version: '2',
  model: 'dist/model.js#Plant',
  json: undefined,
  debug: undefined,
  ...STORE_FLAG,
} as const;

/** `disco scenario show`. */
export async function showScenario(argv: readonly string[]): Promise<string> {
  const flags = new Flags(argv, FLAGS, ['ID']);
  const version = flags.number('version', 1, true);
  const module = flags.has('model') && (await readModuleFlag(flags, '--model', flags.text('model') ?? '', true));
  flags.throwIfAny();
  const model = module ? (await loadModel(module)).specification : undefined;
  const scenario = await withStore(storeOf(flags), (store) => store.load(flags.argument(0), { version }));
  const summary = await summaryOf(scenario, scenario.stored?.version ?? 1, model);
  return flags.has('json') ? `${JSON.stringify(summary)}\n` : summaryText(summary);
}
