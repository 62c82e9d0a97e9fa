import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { ResultsFolder, type Experiment, type ExperimentOrigin } from '@disco-engine/experiments';
import type { Scenario } from '@disco-engine/sdk';

/** Where a host of a farm keeps files while it works on something. */
export interface FarmDisk {
  /** Makes an empty folder. @param prefix what its name begins with */
  makeFolder(prefix: string): Promise<string>;
  /** The files in a folder and below, by their paths in it with `/`, ascending. Leaves out names with a dot in front. */
  list(folder: string): Promise<readonly string[]>;
  read(file: string): Promise<Uint8Array>;
  write(file: string, bytes: Uint8Array): Promise<void>;
  /** Removes a folder with all that is in it. */
  remove(folder: string): Promise<void>;
  /** Opens a results folder, as `ResultsFolder.open` does. */
  openResults(
    folder: string,
    experiment: Experiment,
    scenario: Scenario,
    origin: ExperimentOrigin,
  ): Promise<ResultsFolder>;
}

/** The folder for temporary files of this machine. */
export const temporaryFiles: FarmDisk = {
  makeFolder: (prefix) => mkdtemp(join(tmpdir(), prefix)),
  async list(folder) {
    const names = await readdir(folder, { recursive: true, withFileTypes: true });
    return names
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .filter((path) => !path.startsWith('.'))
      .sort()
      .map((path) => path.replaceAll(sep, '/'));
  },
  read: (file) => readFile(file),
  write: (file, bytes) => writeFile(file, bytes),
  remove: (folder) => rm(folder, { recursive: true, force: true }),
  openResults: (folder, experiment, scenario, origin) => ResultsFolder.open(folder, experiment, scenario, origin),
};
