import { DiscoError, explore, type ModelClass, type ModelSpecification } from '@disco-engine/sdk';
import { importModule, type ModuleExports } from '@disco-engine/cluster';
import type { ModuleFlag } from '../flags/module-flag.js';

/** A model named on the command line. */
export interface LoadedModel {
  readonly modelClass: ModelClass;
  readonly specification: ModelSpecification;
}

/**
 * Loads the class that a flag names.
 *
 * @throws DiscoError `MODEL_FAILED` if the module cannot be loaded, `MODEL_UNKNOWN` if it exports no such class; as `explore`
 */
export async function loadModel({ path, url, export: name = '' }: ModuleFlag): Promise<LoadedModel> {
  let module: ModuleExports;
  try {
    module = await importModule(url);
  } catch (cause) {
    if (cause instanceof DiscoError && cause.code === 'PACKAGE_MISSING') throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DiscoError('MODEL_FAILED', `the model module ${path} cannot be loaded: ${reason}`, {}, { cause });
  }
  const exported = module[name];
  if (typeof exported !== 'function') {
    const known = Object.keys(module).join(', ') || 'nothing';
    throw new DiscoError('MODEL_UNKNOWN', `module ${path} exports no class '${name}'; it exports: ${known}`);
  }
  const modelClass = exported as ModelClass;
  return { modelClass, specification: explore(modelClass) };
}
