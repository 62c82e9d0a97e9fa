import { register } from 'node:module';
import { DiscoError } from '@disco-engine/kernel';

export type ModuleExports = Readonly<Record<string, unknown>>;

let canTypeScript: Promise<void> | undefined;

/**
 * Imports a module, which may be written in TypeScript and import further TypeScript.
 *
 * @param url URL of a file
 * @throws DiscoError `PACKAGE_MISSING`; errors that the module throws
 */
export async function importModule(url: string): Promise<ModuleExports> {
  if (/\.[cm]?ts$/.test(url)) await (canTypeScript ??= allowTypeScript());
  return (await import(url)) as ModuleExports;
}

/** Enables TypeScript imports on this thread. */
async function allowTypeScript(): Promise<void> {
  try {
    await import('oxc-transform');
  } catch (cause) {
    const message =
      'modules in TypeScript need the package oxc-transform, which cannot be loaded; install it with: npm install oxc-transform, or compile the module and use the JavaScript file';
    throw new DiscoError('PACKAGE_MISSING', message, {}, { cause });
  }
  process.setSourceMapsEnabled(true);
  register(new URL('./typescript-hooks.js', import.meta.url));
}
