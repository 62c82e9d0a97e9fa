import { basename } from 'node:path';
import { Cluster, codeOf } from '@disco-engine/cluster';
import type { FarmModel } from '@disco-engine/coordinator/farm';
import { isOptimisation } from '@disco-engine/experiments';
import { DiscoError } from '@disco-engine/kernel';
import { Scenario } from '@disco-engine/sdk';
import { loadStudy } from '../experiment/load-experiment.js';
import type { ModuleFlag } from '../flags/module-flag.js';
import { withStore } from '../flags/store-flag.js';

/**
 * An experiment as a farm knows it: by the name of its file and export, and by its code.
 *
 * @throws DiscoError as `loadStudy`
 */
export async function farmModel(module: ModuleFlag, store: string): Promise<FarmModel> {
  const name = module.export ?? 'default';
  const experiment = await loadStudy(module, name);
  if (isOptimisation(experiment)) {
    const message = `${module.path} exports an optimisation as '${name}'; a farm runs experiments only, so use 'disco run' without --coordinator`;
    throw new DiscoError('EXPERIMENT_FAILED', message);
  }
  return {
    name: `${basename(module.path)}#${name}`,
    experiment,
    code: await codeOf(module.url),
    scenario: async () => {
      const { scenario } = experiment;
      if (scenario instanceof Scenario) return scenario;
      if (typeof scenario === 'function') return scenario();
      return withStore(store, (open) => open.load(scenario));
    },
    launch: (workers) => Cluster.launch({ workers, model: { module: new URL(module.url), export: name } }),
  };
}
