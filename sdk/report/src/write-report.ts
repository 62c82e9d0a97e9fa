import { realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { DiscoError } from '@disco-engine/kernel';
import { channelsOf } from './figures/channels.js';
import { chooseChannels } from './figures/choose-channels.js';
import { readDrawings } from './figures/read-drawings.js';
import { responsesOf } from './figures/responses.js';
import { countReplications, type ReplicationCounts } from './page/overview.js';
import { page } from './page/page.js';
import { LogDatabase, readResults } from '@disco-engine/experiments';

/** What `writeReport` is told. */
export interface ReportOptions {
  /** Folder that an experiment has written its results to. It is only read. */
  readonly results: string;
  /** The HTML file, which is written over. */
  readonly out: string;
  /** Channels to draw, each as `NODE/NAME`, where `*` stands for any text; the 50 that vary most by default. */
  readonly channels?: readonly string[] | undefined;
}

/** What a report is made of. */
export interface ReportSummary extends ReplicationCounts {
  /** Size of the file. */
  readonly bytes: number;
  /** Rows of figures for each case: one of each channel, or one of each of its states or elements. */
  readonly responses: number;
  readonly channels: number;
  /** Channels that have a chart. */
  readonly drawn: number;
}

/**
 * Writes the report of an experiment: one HTML file that needs nothing else and loads nothing. The same results give the same bytes.
 *
 * @throws InvalidInputError `RESULTS_INVALID` with all problems of the folder; `OPTIONS_INVALID` where no channel fits one of `channels`
 * @throws DiscoError `RESULTS_UNWRITABLE` where `out` cannot be written; `PACKAGE_MISSING` without `@duckdb/node-api`
 */
export async function writeReport({
  results: folder,
  out,
  channels: patterns = [],
}: ReportOptions): Promise<ReportSummary> {
  const logs = await LogDatabase.open();
  try {
    const results = await readResults(folder, logs);
    const channels = channelsOf(results.runs);
    const responses = channels.flatMap((channel) => responsesOf(channel, results.experiment.cases.length));
    const chosen = chooseChannels(channels, responses, patterns);
    const drawings = await readDrawings(results, chosen, logs);
    const bytes = Buffer.from(page({ results, channels, responses, drawings }));
    await write(out, bytes);
    const counts = countReplications(results);
    return {
      ...counts,
      bytes: bytes.length,
      responses: responses.length,
      channels: channels.length,
      drawn: chosen.length,
    };
  } finally {
    logs.close();
  }
}

/** The file is there when it is whole: who is ended before leaves the report that was there. */
async function write(out: string, bytes: Buffer): Promise<void> {
  try {
    const known = await stat(out).catch(() => undefined);
    // A pipe or a device has no place beside it.
    if (known !== undefined && !known.isFile()) return await writeFile(out, bytes);
    const target = known === undefined ? out : await realpath(out);
    // Of one name, so that the next report writes over what one that was ended has left.
    const partial = `${target}.partial`;
    try {
      await writeFile(partial, bytes);
      await rename(partial, target);
    } finally {
      await rm(partial, { force: true });
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `the report cannot be written to ${out}: ${reason}`;
    throw new DiscoError('RESULTS_UNWRITABLE', message, { file: out }, { cause });
  }
}
