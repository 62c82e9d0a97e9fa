import { importModule, type ModuleExports } from '@disco-engine/cluster';
import { DiscoError, type DiscoErrorCode } from '@disco-engine/sdk';
import type { ModuleFlag } from '../flags/module-flag.js';

/**
 * Everything that a module exports.
 *
 * @param code of the error if it cannot be loaded
 * @param what as in `the experiment`, for its message
 * @throws DiscoError with that code; an error of the engine that the module itself throws stays as it is
 */
export async function openModule(
  { path, url }: ModuleFlag,
  code: DiscoErrorCode,
  what: string,
): Promise<ModuleExports> {
  try {
    return await importModule(url);
  } catch (cause) {
    if (cause instanceof DiscoError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DiscoError(code, `${what} ${path} cannot be loaded: ${reason}`, {}, { cause });
  }
}

/** Names what a module exports, for messages. */
export function exportedNames(module: ModuleExports): string {
  return Object.keys(module).join(', ') || 'nothing';
}
