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
 * Reads a module, and perhaps an export, from the command line. Problems are added to those of the flags.
 *
 * @param what its name on the command line, such as `--model` or `EXPERIMENT`
 */
export async function readModuleFlag(
  flags: Flags,
  what: string,
  text: string,
  needsExport: boolean,
): Promise<ModuleFlag> {
  const [file = '', exported] = text.split('#', 2);
  const path = resolve(file);
  // Already reported as missing.
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

/** The module that a flag names, or undefined without the flag. */
export async function namedModule(flags: Flags, name: string): Promise<ModuleFlag | undefined> {
  const text = flags.text(name);
  return text === undefined ? undefined : readModuleFlag(flags, `--${name}`, text, false);
}
