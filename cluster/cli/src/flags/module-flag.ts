import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Flags } from './flags.js';

/** A module, and perhaps one of its exports, as in `./dist/model.js#SupplyChain`. */
export interface ModuleFlag {
  readonly path: string;
  readonly url: string;
  readonly export: string | undefined;
}

/**
 * Reads what names a module; what is wrong with it goes to the problems of the flags.
 *
 * @param what the command line calls it, such as `--model` or `EXPERIMENT`
 */
export async function readModuleFlag(
  flags: Flags,
  what: string,
  text: string,
  needsExport: boolean,
): Promise<ModuleFlag> {
  const [file = '', exported] = text.split('#', 2);
  const path = resolve(file);
  // That it is missing was told already.
  if (text === '') return { path, url: '', export: undefined };
  if (needsExport && (exported === undefined || exported === ''))
    flags.refuse('VALUE_INVALID', `${what} is '${text}'; name the export too, as in ${file}#Name`);
  try {
    await access(path);
  } catch {
    flags.refuse('FILE_UNREADABLE', `${what}: there is no file ${path}`);
  }
  return { path, url: pathToFileURL(path).href, export: exported };
}

/** The module that a flag names, or undefined where it is not given. */
export async function namedModule(flags: Flags, name: string): Promise<ModuleFlag | undefined> {
  const text = flags.text(name);
  return text === undefined ? undefined : readModuleFlag(flags, `--${name}`, text, false);
}
