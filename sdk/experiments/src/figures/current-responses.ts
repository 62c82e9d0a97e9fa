import type { Experiment } from '../definition/experiment.js';
import type { ReplicationRecord } from '../results/run-schema.js';
import { caseResponse, type CaseResponse } from './case-response.js';
import { channelsOf } from './channels.js';
import { declaredResponses, unitOfChannel } from './declared-responses.js';
import { responsesOf } from './responses.js';
import { runFacts, type RunFacts } from './run-facts.js';

/**
 * The responses of each case by the replications that have ended so far, as the results will have them: those that the experiment declares;
 * if it declares none, the means of its first channels.
 *
 * @param records of the replications that have ended; see `ExperimentProgress.replications`
 * @param most channels at most, as there may be a channel for each of a million nodes
 *
 * @example
 * const records = run.progress.replications.flatMap(({ record }) => record ?? []);
 * for (const { case: number, name, mean, interval } of currentResponses(experiment, records)) console.log(number, name, mean, interval.halfWidth);
 */
export function currentResponses(
  experiment: Pick<Experiment, 'responses' | 'cases' | 'replications' | 'antithetic'>,
  records: readonly ReplicationRecord[],
  most = 12,
): CaseResponse[] {
  const { responses, cases, replications, antithetic } = experiment;
  const asked: number[] = [];
  for (const { number, asked: own = replications } of cases) asked[number] = own;
  const sampled =
    responses.length > 0
      ? declaredResponses(
          responses.map(({ unitOf, ...response }) =>
            unitOf === undefined ? response : { ...response, unit: unitOfChannel(unitOf, records) },
          ),
          // Nothing else of the channels is needed, and there may be millions.
          records.map((record) => runFacts({ ...record, channels: [] }, null)),
          asked.length,
        )
      : channelsOf(firstChannels(records, most)).flatMap((channel) => responsesOf(channel, asked.length));
  return cases.flatMap(({ number }) => sampled.map((one) => caseResponse(one, number, { antithetic, asked })));
}

/** The same replications with only the channels that come first in the first one that has any. */
function firstChannels(records: readonly ReplicationRecord[], most: number): RunFacts[] {
  const first = records.find(({ channels }) => channels.length > 0)?.channels ?? [];
  const plain = first.filter(({ kind }) => kind !== 'state' && kind !== 'vector');
  const names = new Set(plain.slice(0, most).map(({ node, name }) => `${node}/${name}`));
  return records.map((record) =>
    runFacts({ ...record, channels: record.channels.filter(({ node, name }) => names.has(`${node}/${name}`)) }, null),
  );
}
