import { join } from 'node:path';
import type { ResultsFiles } from './results-files.js';
import type { ReplicationKey } from './run-schema.js';

/** The folder of a replication. */
export interface ReplicationFolder extends ReplicationKey {
  /** Path within the results folder. */
  readonly name: string;
}

/**
 * The folders of all replications, ordered by case and replication, which differs from the order of names beyond four digits. Folders that
 * cannot be listed count as empty.
 */
export async function replicationFolders(files: ResultsFiles, folder: string): Promise<ReplicationFolder[]> {
  const names = async (path: string): Promise<readonly string[]> =>
    (await files.list(path).catch(() => undefined)) ?? [];
  const found: ReplicationFolder[] = [];
  for (const outer of await names(folder)) {
    const number = /^case-(\d{4,})$/.exec(outer)?.[1];
    if (number === undefined) continue;
    for (const inner of await names(join(folder, outer))) {
      const replication = /^replication-(\d{4,})$/.exec(inner)?.[1];
      if (replication !== undefined)
        found.push({ name: `${outer}/${inner}`, case: Number(number), replication: Number(replication) });
    }
  }
  return found.sort((a, b) => a.case - b.case || a.replication - b.replication);
}
