import { join } from 'node:path';
import { DiscoError } from '@disco-engine/kernel';
import type { ResponseEvaluator } from '../responses/response-evaluator.js';
import { replaceRecord } from './replace-record.js';
import { replicationFolders } from './replication-folders.js';
import { replicationPath } from './replication-path.js';
import type { ResultsFiles } from './results-files.js';
import type { ReplicationRecord } from './run-schema.js';
import { wholeRecord } from './whole-record.js';

/** Computes the responses of the replications of a results folder. */
export class Evaluation {
  constructor(
    private readonly files: ResultsFiles,
    private readonly path: string,
    private readonly evaluator: ResponseEvaluator,
  ) {}

  /**
   * The record with exactly the responses that are declared now; without any if they cannot be computed.
   *
   * @param folder folder of its log
   */
  async of(
    record: ReplicationRecord,
    folder: string,
  ): Promise<{ readonly record: ReplicationRecord; readonly fault?: DiscoError }> {
    const { responses: _, quantiles = {}, ...bare } = record;
    if (record.status !== 'FINISHED' || !this.evaluator.isNeeded) return { record: bare };
    try {
      const log = record.log === null ? null : join(folder, record.log);
      const found = await this.evaluator.evaluate({ ...bare, quantiles }, log);
      const { quantiles: used, responses } = found;
      return { record: { ...bare, responses, ...(Object.keys(used).length > 0 ? { quantiles: used } : {}) } };
    } catch (cause) {
      return { record: bare, fault: faultOf(cause, record) };
    }
  }

  /**
   * Computes the responses of all existing replications again, and replaces the records whose responses have changed.
   *
   * @param begin called once all are computed, before the first record is replaced
   * @param check throws if this process may no longer write
   * @throws DiscoError `CHANNEL_UNKNOWN`, `RESPONSE_INVALID`; then nothing is replaced
   */
  async anew(begin: () => Promise<void>, check: () => Promise<void>): Promise<void> {
    const changed: { readonly folder: string; readonly record: ReplicationRecord }[] = [];
    for (const key of await replicationFolders(this.files, this.path)) {
      const before = await wholeRecord(this.files, this.path, key);
      if (before === undefined) continue;
      const folder = join(this.path, key.name);
      const { record, fault } = await this.of(before, folder);
      if (fault !== undefined) {
        await this.close();
        throw fault;
      }
      if (textOf(before) !== textOf(record)) changed.push({ folder, record });
    }
    if (changed.length === 0) return;
    await begin();
    for (const { folder, record } of changed) {
      await check();
      await replaceRecord(this.files, this.path, folder, record);
    }
  }

  close(): Promise<void> {
    return this.evaluator.close();
  }
}

/** Adds the replication to an error. */
function faultOf(cause: unknown, record: ReplicationRecord): DiscoError {
  const where = replicationPath(record);
  if (cause instanceof DiscoError)
    return new DiscoError(cause.code, `${cause.message} (${where})`, cause.place, { cause: cause.cause });
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `the responses of ${where} cannot be computed: ${reason}`;
  return new DiscoError('RESPONSE_INVALID', message, {}, { cause });
}

function textOf({ responses, quantiles }: ReplicationRecord): string {
  return JSON.stringify([responses, quantiles]);
}
