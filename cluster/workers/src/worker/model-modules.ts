import { DiscoError, type ModelClass } from '@disco-engine/sdk';
import { codeOf, type CodeVersions } from '../code/code-of.js';
import { importModule } from '../modules/import-module.js';
import type { ModelModules, ModelRef } from './run-spec.js';

/**
 * Loads a module by the name under which the worker was given it.
 *
 * @throws DiscoError `MODEL_UNKNOWN` if the worker has no module of that name; `MODEL_FAILED` if the module cannot be
 * loaded
 */
export async function loadModule(modules: ModelModules, name: string): Promise<Readonly<Record<string, unknown>>> {
  const url = urlOf(modules, name);
  try {
    return await importModule(url);
  } catch (cause) {
    if (cause instanceof DiscoError && cause.code === 'PACKAGE_MISSING') throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DiscoError('MODEL_FAILED', `the model module ${url} cannot be loaded: ${reason}`, {}, { cause });
  }
}

/**
 * Identifies the code of a loaded module, so that other workers can compare it.
 *
 * @throws DiscoError `MODEL_UNKNOWN`, `MODEL_FAILED`
 */
export async function codeOfModule(modules: ModelModules, name: string): Promise<CodeVersions> {
  return codeOf(urlOf(modules, name));
}

function urlOf(modules: ModelModules, name: string): string {
  const url = Object.hasOwn(modules, name) ? modules[name] : undefined;
  if (url !== undefined) return url;
  const known = Object.keys(modules).join(', ') || 'none';
  throw new DiscoError('MODEL_UNKNOWN', `this worker was not started with a model module '${name}'; it has: ${known}`);
}

/**
 * The class that a module exports, or the model class of an experiment that it exports.
 *
 * @throws DiscoError `MODEL_UNKNOWN` if there is neither under that name
 */
export function modelClassOf(module: Readonly<Record<string, unknown>>, ref: ModelRef): ModelClass {
  const exported = module[ref.export];
  if (typeof exported === 'function') return exported as ModelClass;
  if (namesModel(exported)) return exported.model;
  const known = Object.keys(module).join(', ') || 'nothing';
  throw new DiscoError(
    'MODEL_UNKNOWN',
    `module '${ref.module}' exports no class '${ref.export}'; it exports: ${known}`,
  );
}

/** Whether a value names a model, like the result of `defineExperiment`. */
function namesModel(value: unknown): value is { readonly model: ModelClass } {
  return typeof value === 'object' && value !== null && 'model' in value && typeof value.model === 'function';
}
