import { basename } from 'node:path';
import { Cluster, codeOf } from '@disco-engine/cluster';
import type { FarmModel } from '@disco-engine/coordinator/farm';
import { isOptimisation } from '@disco-engine/experiments';
import { Scenario } from '@disco-engine/sdk';
import { loadStudy } from '../experiment/load-experiment.js';
import type { ModuleFlag } from '../flags/module-flag.js';
import { withStore } from '../flags/store-flag.js';

/**
 * An experiment or an optimisation as a farm knows it: by the name of its file and export, and by its code.
 *
 * @throws DiscoError as `loadStudy`
 */
export async function farmModel(module: ModuleFlag, store: string): Promise<FarmModel> {
  const name = module.export ?? 'default';
  const study = await loadStudy(module, name);
  const optimisation = isOptimisation(study) ? study : undefined;
  const experiment = isOptimisation(study) ? study.experiment : study;
  return {
    name: `${basename(module.path)}#${name}`,
    experiment,
    optimisation,
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
