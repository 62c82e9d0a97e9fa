import type { ReplicationRecord } from '../results/run-schema.js';

type Channel = ReplicationRecord['channels'][number];
/** What a channel has by its kind. */
type KindFields = 'shares' | 'counts' | 'edges' | 'means';

/** One channel of one replication, summarized after the warm-up. What its kind does not have is empty. */
export type ChannelFacts = Omit<Channel, KindFields> & Required<Pick<Channel, KindFields>>;

/** One replication that has ended, as `run.json` tells it. */
export interface RunFacts extends Omit<ReplicationRecord, 'channels' | 'log'> {
  readonly channels: readonly ChannelFacts[];
  /** Path of the file with its records; null where they were not kept. */
  readonly log: string | null;
}

/** A record as figures are made of it. @param log path of the file with its records */
export function runFacts({ channels, ...record }: ReplicationRecord, log: string | null): RunFacts {
  return {
    ...record,
    channels: channels.map(({ shares = {}, counts = [], edges = [], means = [], ...channel }) => {
      return { ...channel, shares, counts, edges, means };
    }),
    log,
  };
}
