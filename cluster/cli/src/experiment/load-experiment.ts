import { isExperiment, isOptimisation, type Experiment, type Optimisation } from '@disco-engine/experiments';
import { DiscoError } from '@disco-engine/sdk';
import type { ModuleFlag } from '../flags/module-flag.js';
import { exportedNames, openModule } from '../loading/open-module.js';

/**
 * The experiment or optimisation that a module exports.
 *
 * @throws DiscoError `EXPERIMENT_FAILED` if the module cannot be loaded or exports neither; whatever `defineExperiment` and
 * `defineOptimisation` throw
 */
export async function loadStudy(flag: ModuleFlag, name: string): Promise<Experiment | Optimisation> {
  const module = await openModule(flag, 'EXPERIMENT_FAILED', 'the experiment');
  const exported = module[name];
  if (isOptimisation(exported) || isExperiment(exported)) return exported;
  const message = `${flag.path} exports no experiment '${name}'; export what defineExperiment or defineOptimisation returns. It exports: ${exportedNames(module)}`;
  throw new DiscoError('EXPERIMENT_FAILED', message);
}

/** The same for one replication: of an optimisation, the experiment that all candidates share. @throws DiscoError as `loadStudy` */
export async function loadExperiment(module: ModuleFlag, name: string): Promise<Experiment> {
  const study = await loadStudy(module, name);
  return isOptimisation(study) ? study.experiment : study;
}
