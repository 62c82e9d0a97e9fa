import { access, constants, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DiscoError, InvalidInputError, type Problem } from '@disco-engine/kernel';
import type { PackageFile } from './package-file.js';

/** What a folder is, to somebody who wants to make a package in it. */
export interface PackagePlace {
  readonly path: string;
  /** It is there, and empty but for a `.git`, or refused. */
  readonly exists: boolean;
  readonly problem?: Problem;
}

/** Looks whether a package may be made at an absolute path. */
export async function lookAt(path: string): Promise<PackagePlace> {
  try {
    // A repository that has just been cloned is as good as empty.
    const names = (await readdir(path)).filter((name) => name !== '.git').sort();
    if (names.length === 0) return { path, exists: true };
    const message = `${path} is not empty: it has ${names.join(', ')}; name a folder that is not there yet, or an empty one`;
    return { path, exists: true, problem: { code: 'FOLDER_NOT_EMPTY', message } };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return lookAtParent(path);
    return { path, exists: true, problem: unwritable(path, error) };
  }
}

/** To pack the engine takes a while; whoever named a wrong place need not wait for it. */
async function lookAtParent(path: string): Promise<PackagePlace> {
  try {
    await access(dirname(path), constants.W_OK);
    return { path, exists: false };
  } catch (error) {
    return { path, exists: false, problem: unwritable(path, error) };
  }
}

/**
 * Writes all files or none. They are written beside their place and moved there when they are whole.
 *
 * @throws InvalidInputError `OPTIONS_INVALID` where nothing may be written there; DiscoError `FOLDER_UNWRITABLE` where it failed later
 */
export async function writePackage({ path, exists }: PackagePlace, files: readonly PackageFile[]): Promise<void> {
  // A folder that is there stays the same folder, for a shell may stand in it; so this one is made within it.
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

/** Moves what a folder has into another one; after a failure what was moved is gone again. */
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
  const message = `no package can be made at ${path}: ${reason}; name a place where you may write, in a folder that is there`;
  return { code: 'FOLDER_UNWRITABLE', message };
}
