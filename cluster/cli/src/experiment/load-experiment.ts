import { isExperiment, type Experiment } from '@disco-engine/experiments';
import { DiscoError } from '@disco-engine/sdk';
import { importModule, type ModuleExports } from '@disco-engine/cluster';
import type { ModuleFlag } from '../flags/module-flag.js';

/** @throws DiscoError `EXPERIMENT_FAILED` where the module cannot be loaded, or exports none; what `defineExperiment` throws */
export async function loadExperiment({ path, url }: ModuleFlag, name: string): Promise<Experiment> {
  let module: ModuleExports;
  try {
    module = await importModule(url);
  } catch (cause) {
    if (cause instanceof DiscoError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DiscoError('EXPERIMENT_FAILED', `the experiment ${path} cannot be loaded: ${reason}`, {}, { cause });
  }
  const exported = module[name];
  if (isExperiment(exported)) return exported;
  const known = Object.keys(module).join(', ') || 'nothing';
  const message = `${path} exports no experiment '${name}', which defineExperiment makes; it exports: ${known}`;
  throw new DiscoError('EXPERIMENT_FAILED', message);
}
