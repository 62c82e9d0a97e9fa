import { register } from 'node:module';
import { DiscoError } from '@disco-engine/kernel';

export type ModuleExports = Readonly<Record<string, unknown>>;

let canTypeScript: Promise<void> | undefined;

/**
 * Imports a module, which may be TypeScript and import more of it.
 *
 * @param url of a file
 * @throws DiscoError `PACKAGE_MISSING`; what the module throws
 */
export async function importModule(url: string): Promise<ModuleExports> {
  if (/\.[cm]?ts$/.test(url)) await (canTypeScript ??= allowTypeScript());
  return (await import(url)) as ModuleExports;
}

/** Has this thread take TypeScript from now on. */
async function allowTypeScript(): Promise<void> {
  try {
    await import('oxc-transform');
  } catch (cause) {
    const message =
      'modules in TypeScript need the package oxc-transform, which cannot be loaded; install it with: npm install oxc-transform, or build, and name what was built';
    throw new DiscoError('PACKAGE_MISSING', message, {}, { cause });
  }
  process.setSourceMapsEnabled(true);
  register(new URL('./typescript-hooks.js', import.meta.url));
}
