import type { WorkerLog } from '../log/worker-event.js';
import { ScenarioFolder } from './scenario-folder.js';
import { ScenarioMemory } from './scenario-memory.js';
import { ScenarioShelf } from './scenario-shelf.js';

/** Where a standing worker keeps scenarios, so that launchers need not send them again, and where else it may find them. */
export interface ScenarioKeeping {
  /** A folder for them, which several workers may share and which outlives them. Without it they are only kept in memory. */
  readonly folder?: string | undefined;
  /** Maximum number of bytes in that folder. Default 4 GiB. */
  readonly folderBytes?: number | undefined;
  /** Maximum number of bytes in memory. Default 256 MiB. */
  readonly memoryBytes?: number | undefined;
  /**
   * Stores that the worker opens if a launcher has loaded its scenario from there: folders, with the files below them,
   * and URLs of databases, with the user and password of this worker. Default: none.
   */
  readonly mayRead?: readonly string[] | undefined;
}

export function makeShelf(keeping: ScenarioKeeping, log: WorkerLog): ScenarioShelf {
  const { folder, folderBytes = 4 * 2 ** 30, memoryBytes = 256 * 2 ** 20, mayRead = [] } = keeping;
  const warn = (message: string): void => log({ level: 'warn', event: 'scenario-unusable', message, details: {} });
  const files = folder === undefined ? undefined : new ScenarioFolder(folder, folderBytes, warn);
  return new ScenarioShelf(new ScenarioMemory(memoryBytes), files, mayRead, log);
}
