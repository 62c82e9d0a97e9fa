import { access, constants, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DiscoError, InvalidInputError, type Problem } from '@disco-engine/kernel';
import type { PackageFile } from './package-file.js';

/** A folder in which a package is to be created. */
export interface PackagePlace {
  readonly path: string;
  /** Whether it exists. It is then empty except for `.git`, or refused. */
  readonly exists: boolean;
  readonly problem?: Problem;
}

/** Checks whether a package may be created at an absolute path. */
export async function lookAt(path: string): Promise<PackagePlace> {
  try {
    // A new clone of an empty repository counts as empty.
    const names = (await readdir(path)).filter((name) => name !== '.git').sort();
    if (names.length === 0) return { path, exists: true };
    const message = `${path} is not empty: it has ${names.join(', ')}; name a new folder, or an empty one`;
    return { path, exists: true, problem: { code: 'FOLDER_NOT_EMPTY', message } };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return lookAtParent(path);
    return { path, exists: true, problem: unwritable(path, error) };
  }
}

/** Packing the engine takes a while, so a place that cannot be written is refused before. */
async function lookAtParent(path: string): Promise<PackagePlace> {
  try {
    await access(dirname(path), constants.W_OK);
    return { path, exists: false };
  } catch (error) {
    return { path, exists: false, problem: unwritable(path, error) };
  }
}

/**
 * Writes all files or none: they are written to a temporary folder, which is then moved into place.
 *
 * @throws InvalidInputError `OPTIONS_INVALID` if the folder cannot be written; DiscoError `FOLDER_UNWRITABLE` if writing fails later
 */
export async function writePackage({ path, exists }: PackagePlace, files: readonly PackageFile[]): Promise<void> {
  // An existing folder is kept, since a shell may be in it, so the temporary one is created inside it.
  const staging = await mkdtemp(join(exists ? path : dirname(path), '.disco-init-')).catch((error: unknown) => {
    throw new InvalidInputError('OPTIONS_INVALID', 'the command line', [unwritable(path, error)]);
  });
  try {
    const whole = join(staging, 'package');
    for (const file of files) {
      await mkdir(dirname(join(whole, file.path)), { recursive: true });
      await writeFile(join(whole, file.path), file.content);
    }
    await (exists ? moveInto(whole, path) : rename(whole, path));
  } catch (cause) {
    const { code, message } = unwritable(path, cause);
    throw new DiscoError(code, message, { file: path }, { cause });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Moves the contents of a folder into another one; after a failure, removes what was moved. */
async function moveInto(from: string, to: string): Promise<void> {
  const moved: string[] = [];
  try {
    for (const name of await readdir(from)) {
      await rename(join(from, name), join(to, name));
      moved.push(name);
    }
  } catch (error) {
    for (const name of moved) await rm(join(to, name), { recursive: true, force: true });
    throw error;
  }
}

function unwritable(path: string, error: unknown): Problem {
  const reason = error instanceof Error ? error.message : String(error);
  const message = `no package can be created at ${path}: ${reason}; name a place in an existing folder that you may write to`;
  return { code: 'FOLDER_UNWRITABLE', message };
}
