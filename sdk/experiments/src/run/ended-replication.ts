import type { ChannelSummary } from '@disco-engine/sdk';
import type { ResponseValue } from '../definition/response.js';

/** What is looked at of a replication that has ended. */
export interface EndedReplication {
  readonly status: 'FINISHED' | 'FAILED';
  readonly channels: readonly Pick<ChannelSummary, 'node' | 'name' | 'kind' | 'count' | 'mean'>[];
  readonly responses?: Readonly<Record<string, ResponseValue>>;
}
