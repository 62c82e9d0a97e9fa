import { join } from 'node:path';
import { DiscoError } from '@disco-engine/kernel';
import { hasCode } from './error-code.js';
import { RECORD } from './folder-names.js';
import { lockLost } from './lock-lost.js';
import { replicationPath } from './replication-path.js';
import type { ResultsFiles } from './results-files.js';
import type { ReplicationRecord } from './run-schema.js';
import { recordOf, wholeRecord } from './whole-record.js';

/**
 * Moves the folder of a replication into place unless another process has already put the same replication there, which then stays. One
 * that failed, or that a power failure cut short, is replaced.
 *
 * @param partial folder of the replication, complete and flushed
 * @returns the record that is in place
 * @throws DiscoError `REPLICATION_DIFFERS` if the one in place has other results; `RESULTS_LOCK_LOST` if `partial` is gone, because another
 *   process took this one for dead
 */
export async function placeReplication(
  files: ResultsFiles,
  path: string,
  partial: string,
  record: ReplicationRecord,
): Promise<ReplicationRecord> {
  const place = join(path, replicationPath(record));
  const aside = `${partial}-replaced`;
  for (;;) {
    if (await movesTo(files, partial, place)) return record;
    const bytes = await files.read(join(place, RECORD));
    const there = await wholeRecord(files, path, record);
    if (there?.status === 'FINISHED') {
      // Read from its file, so that both have been through the same schema.
      const bytesHere = await files.read(join(partial, RECORD));
      const here = bytesHere && recordOf(bytesHere, record);
      await files.remove(partial);
      if (here?.status === 'FINISHED') refuseDifference(place, there, here);
      return there;
    }
    if ((await files.list(partial)) === undefined) throw lockLost(path);
    await files.remove(aside);
    if (!(await movesTo(files, place, aside))) continue;
    // What was moved may be newer than what was read, and have finished: it is put back, and looked at.
    const moved = await files.read(join(aside, RECORD));
    const newer = moved && textOf(moved) !== textOf(bytes) ? recordOf(moved, record) : undefined;
    if (newer?.status !== 'FINISHED') await files.remove(aside);
    // If yet another process has been faster, the one that was moved replaces it, or is compared with it.
    else if (!(await movesTo(files, aside, place))) await placeReplication(files, path, aside, newer);
  }
}

/** Renames a folder. @returns false if there is something at the new name, or no longer anything at the old one */
async function movesTo(files: ResultsFiles, from: string, to: string): Promise<boolean> {
  try {
    await files.rename(from, to);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOTEMPTY', 'EEXIST')) return false;
    // Of two processes that replace a replication, one finds it moved away.
    if (hasCode(error, 'ENOENT') && (await files.list(from)) === undefined) return false;
    throw error;
  }
}

function refuseDifference(place: string, there: ReplicationRecord, here: ReplicationRecord): void {
  if (outcomeOf(there) === outcomeOf(here)) return;
  const what =
    there.digest === here.digest
      ? `both have the digest ${here.digest}, but they differ in their figures or in what was logged`
      : `the digest in the folder is ${there.digest}, and that of this process ${here.digest}`;
  const message =
    `${place} was run by two processes, and their results differ: ${what}; the model is not deterministic, or one of the machines ` +
    "computes wrongly; the result in the folder stays; run 'disco replay' on both machines, which compares with it";
  throw new DiscoError('REPLICATION_DIFFERS', message, { file: place });
}

/** What two runs of one replication have in common. */
function outcomeOf({ digest, epoch, activations, events, channels }: ReplicationRecord): string {
  return JSON.stringify([digest, epoch, activations, events, channels]);
}

function textOf(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? '' : new TextDecoder().decode(bytes);
}
