import { isExperiment, isOptimisation, type Experiment, type Optimisation } from '@disco-engine/experiments';
import { DiscoError } from '@disco-engine/sdk';
import { importModule, type ModuleExports } from '@disco-engine/cluster';
import type { ModuleFlag } from '../flags/module-flag.js';

/**
 * The experiment or optimisation that a module exports.
 *
 * @throws DiscoError `EXPERIMENT_FAILED` if the module cannot be loaded or exports neither; whatever `defineExperiment` and
 * `defineOptimisation` throw
 */
export async function loadStudy({ path, url }: ModuleFlag, name: string): Promise<Experiment | Optimisation> {
  let module: ModuleExports;
  try {
    module = await importModule(url);
  } catch (cause) {
    if (cause instanceof DiscoError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DiscoError('EXPERIMENT_FAILED', `the experiment ${path} cannot be loaded: ${reason}`, {}, { cause });
  }
  const exported = module[name];
  if (isOptimisation(exported) || isExperiment(exported)) return exported;
  const known = Object.keys(module).join(', ') || 'nothing';
  const message = `${path} exports no experiment '${name}'; export what defineExperiment or defineOptimisation returns. It exports: ${known}`;
  throw new DiscoError('EXPERIMENT_FAILED', message);
}

/** The same for one replication: of an optimisation, the experiment that all candidates share. @throws DiscoError as `loadStudy` */
export async function loadExperiment(module: ModuleFlag, name: string): Promise<Experiment> {
  const study = await loadStudy(module, name);
  return isOptimisation(study) ? study.experiment : study;
}
