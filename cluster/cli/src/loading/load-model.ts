import { DiscoError, explore, type ModelClass, type ModelSpecification } from '@disco-engine/sdk';
import type { ModuleFlag } from '../flags/module-flag.js';
import { exportedNames, openModule } from './open-module.js';

/** A model named on the command line. */
export interface LoadedModel {
  readonly modelClass: ModelClass;
  readonly specification: ModelSpecification;
}

/**
 * Loads the class that a flag names.
 *
 * @throws DiscoError `MODEL_FAILED` if the module cannot be loaded, `MODEL_UNKNOWN` if it exports no such class; as `openModule` and
 *   `explore`
 */
export async function loadModel(flag: ModuleFlag): Promise<LoadedModel> {
  const { path, export: name = '' } = flag;
  const module = await openModule(flag, 'MODEL_FAILED', 'the model module');
  const exported = module[name];
  if (typeof exported !== 'function')
    throw new DiscoError(
      'MODEL_UNKNOWN',
      `module ${path} exports no class '${name}'; it exports: ${exportedNames(module)}`,
    );
  const modelClass = exported as ModelClass;
  return { modelClass, specification: explore(modelClass) };
}
