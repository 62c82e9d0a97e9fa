import { DiscoError } from '@disco-engine/kernel';
import { isMeasurable } from '@disco-engine/statistics';
import { channelHint } from '../../responses/channel-hint.js';
import type { ReplicationRecord } from '../../results/run-schema.js';
import type { Objective } from '../definition/optimisation.js';
import type { Evaluation } from '../search/trials.js';

/** The parts of an ended replication that determine its objective. */
export type EndedReplication = Pick<ReplicationRecord, 'channels' | 'responses' | 'error'>;

/**
 * The objective's value in a replication, or, as a text, why it has none.
 *
 * @throws DiscoError `CHANNEL_UNKNOWN`
 */
export function objectiveValue(
  objective: Objective,
  { channels, responses = {}, error }: EndedReplication,
): number | string {
  if (error !== null) return error.message;
  if ('channel' in objective) return meanOf(objective.channel, channels);
  const value = responses[objective.response];
  if (typeof value === 'number') return value;
  const reason = value !== undefined && 'missing' in value ? value.missing : 'it was not computed';
  return `${objective.response} has no value: ${reason}`;
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

function meanOf(wanted: string, channels: EndedReplication['channels']): number | string {
  const channel = channels.find(({ node, name }) => `${node}/${name}` === wanted);
  if (channel === undefined || channel.kind === 'state' || channel.kind === 'vector')
    throw noSuchChannel(wanted, channels);
  const { mean } = channel;
  if (isMeasurable(mean)) return mean;
  return mean === null ? `${wanted} has no mean` : `the mean of ${wanted} is ${mean}, beyond ±1e140`;
}

function noSuchChannel(wanted: string, channels: EndedReplication['channels']): DiscoError {
  const names = channels
    .filter(({ kind }) => kind !== 'state' && kind !== 'vector')
    .map(({ node, name }) => `${node}/${name}`);
  const hint = channelHint(wanted, names);
  return new DiscoError(
    'CHANNEL_UNKNOWN',
    `the objective is the mean of channel '${wanted}', but there is no such channel with a mean; ${hint}`,
  );
}
