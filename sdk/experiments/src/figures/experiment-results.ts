import { DiscoError, nearName } from '@disco-engine/kernel';
import type { ExperimentCase } from '../definition/experiment.js';
import type { ReplicationKey } from '../results/run-schema.js';
import { caseResponse, type CaseResponse, type ResponseContext } from './case-response.js';
import type { ExperimentResponse } from '../definition/response.js';
import { channelsOf } from './channels.js';
import { declaredResponses } from './declared-responses.js';
import { responseName, responsesOf, type SampledResponse } from './responses.js';
import type { RunFacts } from './run-facts.js';

/** What came out of one case. */
export interface CaseResults extends ExperimentCase {
  /** Its replications that have ended, by number, with their digests and errors. */
  readonly replications: readonly RunFacts[];
  /** What it came to, of each response: those that the experiment declares, then those of channels in canonical order. */
  readonly responses: readonly CaseResponse[];
  /**
   * The same of one response.
   *
   * @param name of a response that the experiment declares; `NODE/NAME` of a channel; of one with states or elements, `NODE/NAME: STATE` or `NODE/NAME: element 0`
   * @throws DiscoError `RESPONSE_UNKNOWN`
   */
  response(name: string): CaseResponse;
}

/** What came out of an experiment, for programs. */
export interface ExperimentResults {
  /** By number. */
  readonly cases: readonly CaseResults[];
  /** Names of all responses: those that the experiment declares, then those of channels in canonical order. */
  readonly responses: readonly string[];
  /**
   * What one response came to, by case.
   *
   * @throws DiscoError `RESPONSE_UNKNOWN`
   */
  response(name: string): readonly CaseResponse[];
}

/** One channel of one replication. */
export interface RecordsKey extends ReplicationKey {
  readonly node: string;
  readonly name: string;
}

/** What results are made of. */
export interface ResultFacts {
  readonly experiment: {
    readonly cases: readonly ExperimentCase[];
    readonly antithetic: boolean;
    readonly responses: readonly Pick<ExperimentResponse, 'name' | 'unit' | 'text'>[];
  };
  /** By case, then replication. */
  readonly runs: readonly RunFacts[];
  /** By case, how many replications are asked for. */
  readonly asked: readonly number[];
}

/** Makes the results for programs of replications that have ended. */
export function experimentResults({ experiment, runs, asked }: ResultFacts): ExperimentResults {
  const { cases, antithetic } = experiment;
  const context: ResponseContext = { antithetic, asked };
  const byCase = cases.map((): RunFacts[] => []);
  for (const run of runs) byCase[run.case]?.push(run);
  const all = [
    ...declaredResponses(experiment.responses, runs, cases.length),
    ...channelsOf(runs).flatMap((channel) => responsesOf(channel, cases.length)),
  ];
  const named = new Map(all.map((one) => [responseName(one), one]));
  const known = (name: string): SampledResponse => {
    const response = named.get(name);
    if (response === undefined) throw unknownResponse(name, [...named.keys()]);
    return response;
  };
  return {
    cases: cases.map(({ number, parameters }) => ({
      number,
      parameters,
      replications: byCase[number] ?? [],
      get responses() {
        return all.map((response) => caseResponse(response, number, context));
      },
      response: (name) => caseResponse(known(name), number, context),
    })),
    responses: [...named.keys()],
    response: (name) => cases.map(({ number }) => caseResponse(known(name), number, context)),
  };
}

const SOME = 5;

/**
 * The error for a name that no response has. It names one that is written almost alike; otherwise some of the same node, or of the same
 * name at other nodes, before any other.
 *
 * @param names of all responses
 */
export function unknownResponse(wanted: string, names: readonly string[]): DiscoError {
  const cut = wanted.lastIndexOf('/');
  const [node, name] = [wanted.slice(0, cut + 1), wanted.slice(cut)];
  const near = cut < 0 ? [] : names.filter((one) => one.startsWith(node) || one.endsWith(name));
  const some = (near.length > 0 ? near : names).slice(0, SOME);
  const alike = nearName(wanted, names);
  const hint =
    alike === undefined ? `there are ${names.length}, such as ${some.join(', ')}` : `did you mean '${alike}'?`;
  const text = names.length === 0 ? 'nothing was logged' : hint;
  return new DiscoError('RESPONSE_UNKNOWN', `no response is named '${wanted}'; ${text}`);
}
