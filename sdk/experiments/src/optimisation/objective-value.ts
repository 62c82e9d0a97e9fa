import { DiscoError } from '@disco-engine/kernel';
import type { ChannelSummary } from '@disco-engine/sdk';
import type { Objective } from './definition/optimisation.js';
import type { Evaluation } from './search/trials.js';

/** What has come of one replication, as far as the objective needs it. */
export interface EndedRun {
  readonly channels: readonly Pick<ChannelSummary, 'node' | 'name' | 'mean'>[];
  /** Undefined where the replication has not failed. */
  readonly error: string | undefined;
}

/** Means and their differences can be computed up to here. */
const MOST = 1e140;

/**
 * The values of an objective in replications 0, 1, 2, … of a candidate, up to the first that has none.
 *
 * @throws DiscoError `CHANNEL_UNKNOWN`
 */
export function evaluationOf({ channel }: Objective, runs: readonly EndedRun[]): Evaluation {
  const values: number[] = [];
  for (const [replication, { channels, error }] of runs.entries()) {
    const found = channels.find(({ node, name }) => `${node}/${name}` === channel);
    if (error === undefined && found === undefined) throw noSuchChannel(channel, channels);
    const mean = found?.mean ?? undefined;
    if (error === undefined && mean !== undefined && Math.abs(mean) <= MOST) {
      values.push(mean);
      continue;
    }
    const reason = error ?? (mean === undefined ? `${channel} has no mean` : `the mean of ${channel} is ${mean}`);
    return { values, fault: `replication ${replication}: ${reason}` };
  }
  return { values };
}

function noSuchChannel(channel: string, channels: EndedRun['channels']): DiscoError {
  const names = channels.map(({ node, name }) => `${node}/${name}`);
  const hint =
    names.length === 0 ? 'none was logged' : `there are ${names.length}, such as ${names.slice(0, 5).join(', ')}`;
  return new DiscoError(
    'CHANNEL_UNKNOWN',
    `the objective is the mean of channel '${channel}', which there is not; ${hint}`,
  );
}
