import { DiscoError } from '@disco-engine/kernel';
import type { ChannelSummary } from '@disco-engine/sdk';
import { RecordedChannels } from '@disco-engine/sdk/extensions';
import { LogDatabase } from './log-database.js';

/** Summarizes the records of a log. */
export type SummariseLog = (file: string, warmup: number, end: number) => Promise<ChannelSummary[]>;

/**
 * Lets `use` summarize logs again from their records.
 *
 * @throws DiscoError `RESULTS_INVALID` for a log that does not list its channels; `PACKAGE_MISSING`; whatever `use` throws
 */
export async function summarisingLogs<T>(use: (summarise: SummariseLog) => Promise<T>): Promise<T> {
  const logs = await LogDatabase.open();
  try {
    return await use(async (file, warmup, end) => {
      const channels = await logs.channels(file);
      if (channels === undefined) {
        const message = `${file} does not list its channels; remove its folder, and run the experiment again`;
        throw new DiscoError('RESULTS_INVALID', message, { file });
      }
      const recorded = new RecordedChannels(channels, warmup);
      await logs.choose(channels);
      await logs.visitAll(file, (channel, epoch, value, index) => recorded.take(channel, epoch, index, value));
      return recorded.summaries(end);
    });
  } finally {
    logs.close();
  }
}
