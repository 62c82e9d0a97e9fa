import { DiscoError } from '@disco-engine/kernel';
import type { ChannelRecords } from '@disco-engine/sdk';
import type { RecordsKey } from '../figures/experiment-results.js';
import type { RunFacts } from '../figures/run-facts.js';
import { LogDatabase } from '../logs/log-database.js';
import { replicationPath } from '../results/replication-path.js';

/** Reads the records of one channel of one replication, for `Results.records`. */
export async function readRecords(runs: readonly RunFacts[], of: RecordsKey): Promise<ChannelRecords> {
  const { node, name } = of;
  const run = runs.find((one) => one.case === of.case && one.replication === of.replication);
  if (run === undefined || run.log === null) throw noRecords(of, run);
  if (!run.channels.some((channel) => channel.node === node && channel.name === name)) throw unknown(of, run);
  const epochs: number[] = [];
  const values: number[] = [];
  const indices: number[] = [];
  const logs = await LogDatabase.open();
  try {
    await logs.choose([{ node, name }]);
    await logs.visitAll(run.log, (_, epoch, value, index) => {
      epochs.push(epoch);
      values.push(value);
      indices.push(index);
    });
  } finally {
    logs.close();
  }
  return { epochs: Float64Array.from(epochs), values: Float64Array.from(values), indices: Int32Array.from(indices) };
}

function noRecords(of: RecordsKey, run: RunFacts | undefined): DiscoError {
  const path = replicationPath(of);
  if (run === undefined) return new DiscoError('RECORDS_MISSING', `there is no replication ${path}`);
  if (run.status === 'FAILED') return new DiscoError('RECORDS_MISSING', `${path} has failed, so it has no records`);
  const why = run.logFailure ?? 'the experiment keeps only summaries, or nothing was logged';
  return new DiscoError('RECORDS_MISSING', `${path} has no records: ${why}`);
}

function unknown({ node, name }: RecordsKey, { channels }: RunFacts): DiscoError {
  const own = channels.filter((channel) => channel.node === node).map((channel) => channel.name);
  const message = `node '${node}' has no log channel '${name}'; it has: ${own.join(', ') || 'none'}`;
  return new DiscoError('CHANNEL_UNKNOWN', message, { node });
}
