import { writeFile } from 'node:fs/promises';
import {
  measureActivity,
  multilevel,
  MultilevelPlacement,
  planPlacement,
  unknownModel,
} from '@disco-engine/partitioner';
import type { Placement } from '@disco-engine/sdk';
import { Flags } from '../flags/flags.js';
import { loadModel } from '../loading/load-model.js';
import { readModuleFlag } from '../flags/module-flag.js';
import { readScenarioFlag } from '../flags/scenario-flag.js';
import { storeOf } from '../flags/store-flag.js';
import { loadPlanned } from '../loading/load-plan.js';
import { readPlacement } from '../flags/placement-flag.js';
import type { Line } from '../terminal/styled.js';
import { widthOf } from '../terminal/terminal.js';
import { explanation, resultLine } from './report-text.js';
import { PARTITION_FORM } from './partition-spec.js';

const MODEL_MISSING = ['OPTION_MISSING', '--measure runs the model; name it with --model'] as const;

/** `disco partition`. */
export async function partition(argv: readonly string[]): Promise<string | readonly Line[]> {
  const flags = new Flags(argv, PARTITION_FORM);
  flags.required('workers');
  const workers = flags.number('workers', 1, true) ?? 1;
  const measured = flags.number('measure', 0, false);
  const seed = flags.number('seed', 0, true);
  const imbalance = flags.number('imbalance', 0, false);
  const placement = await readPlacement(flags, multilevel());
  const from = await readScenarioFlag(flags, 'SCENARIO', flags.argument(0), false);
  const module = flags.has('model') && (await readModuleFlag(flags, '--model', flags.text('model') ?? '', true));
  if (measured !== undefined && !module && !('module' in from)) flags.refuse(...MODEL_MISSING);
  for (const name of ['imbalance', 'together'] as const)
    if (flags.has(name) && !(placement instanceof MultilevelPlacement))
      flags.refuse('OPTION_INVALID', `--${name} only applies to --placement multilevel`);
  flags.throwIfAny();
  const { scenario, parameters, ...planned } = await loadPlanned(from, storeOf(flags));
  const model = module ? await loadModel(module) : planned.model;
  if (measured !== undefined && model === undefined) {
    flags.refuse(...MODEL_MISSING);
    flags.throwIfAny();
  }
  const activity =
    model && measured !== undefined
      ? await measureActivity(model.modelClass, { scenario, until: measured, seed, parameters })
      : undefined;
  const togetherBy = flags.texts('together');
  const full: Placement =
    placement instanceof MultilevelPlacement ? multilevel({ imbalance, togetherBy, activity }) : placement;
  const specification = model?.specification ?? unknownModel(scenario);
  const plan = planPlacement(specification, scenario, { workers, placement: full, activity });
  const file = flags.text('save');
  if (file !== undefined) await writeFile(file, `${JSON.stringify(plan.workers, undefined, 1)}\n`);
  if (flags.has('json')) return `${JSON.stringify(plan)}\n`;
  const more = flags.has('explain') ? explanation(plan.report, widthOf(process.stdout)) : [];
  return [resultLine(plan.report), ...more];
}
