import { DiscoError } from '@disco-engine/kernel';
import type { ChannelSummary } from '@disco-engine/sdk';
import { RecordedChannels } from '@disco-engine/sdk/extensions';
import { LogDatabase } from './log-database.js';

/** What the records of a log come to. */
export type SummariseLog = (file: string, warmup: number, end: number) => Promise<ChannelSummary[]>;

/**
 * Has logs summarized anew, from their records.
 *
 * @throws DiscoError `RESULTS_INVALID` for a log that does not name its channels; `PACKAGE_MISSING`; what `use` throws
 */
export async function summarisingLogs<T>(use: (summarise: SummariseLog) => Promise<T>): Promise<T> {
  const logs = await LogDatabase.open();
  try {
    return await use(async (file, warmup, end) => {
      const channels = await logs.channels(file);
      if (channels === undefined) {
        const message = `${file} does not name its channels; remove the folder that it is in, and run the experiment again`;
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
