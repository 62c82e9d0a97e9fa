import type { ChannelSummary } from '@disco-engine/sdk';
import type { ResponseValue } from '../definition/response.js';

/** The parts of an ended replication that stop rules and notes use. */
export interface EndedReplication {
  readonly status: 'FINISHED' | 'FAILED';
  readonly channels: readonly Pick<ChannelSummary, 'node' | 'name' | 'kind' | 'unit' | 'count' | 'mean'>[];
  readonly responses?: Readonly<Record<string, ResponseValue>>;
}
