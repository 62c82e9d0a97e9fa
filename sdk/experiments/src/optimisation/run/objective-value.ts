import { DiscoError } from '@disco-engine/kernel';
import type { ReplicationRecord } from '../../results/run-schema.js';
import type { Objective } from '../definition/optimisation.js';
import type { Evaluation } from '../search/trials.js';

/** What is looked at of a replication that has ended. */
export type EndedReplication = Pick<ReplicationRecord, 'channels' | 'error'>;

/** Means and their differences can be computed up to here. */
const MOST = 1e140;

/**
 * What a replication is worth by an objective, or, as a text, why it has no value.
 *
 * @throws DiscoError `CHANNEL_UNKNOWN`
 */
export function objectiveValue({ channel }: Objective, { channels, error }: EndedReplication): number | string {
  if (error !== null) return error.message;
  const found = channels.find(({ node, name }) => `${node}/${name}` === channel);
  if (found === undefined) throw noSuchChannel(channel, channels);
  const { mean } = found;
  if (mean === null) return `${channel} has no mean`;
  return Math.abs(mean) <= MOST ? mean : `the mean of ${channel} is ${mean}`;
}

/** @param values of replications 0, 1, 2, … */
export function evaluationOf(values: readonly (number | string)[]): Evaluation {
  const numbers: number[] = [];
  for (const [replication, value] of values.entries()) {
    if (typeof value === 'string') return { values: numbers, fault: `replication ${replication}: ${value}` };
    numbers.push(value);
  }
  return { values: numbers };
}

function noSuchChannel(channel: string, channels: EndedReplication['channels']): DiscoError {
  const names = channels.map(({ node, name }) => `${node}/${name}`);
  const hint =
    names.length === 0 ? 'none was logged' : `there are ${names.length}, such as ${names.slice(0, 5).join(', ')}`;
  return new DiscoError(
    'CHANNEL_UNKNOWN',
    `the objective is the mean of channel '${channel}', which there is not; ${hint}`,
  );
}
