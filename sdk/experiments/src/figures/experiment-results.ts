import { DiscoError, nearName } from '@disco-engine/kernel';
import type { ExperimentCase } from '../definition/experiment.js';
import type { ReplicationKey } from '../results/run-schema.js';
import { caseResponse, type CaseResponse, type ResponseContext } from './case-response.js';
import type { ExperimentResponse } from '../definition/response.js';
import { channelsOf } from './channels.js';
import { declaredResponses } from './declared-responses.js';
import { responseName, responsesOf, type SampledResponse } from './responses.js';
import type { RunFacts } from './run-facts.js';
import { firstCounted, stageOf, type SelectionStage } from './selection.js';
import type { ExperimentDescription } from '../results/experiment-schema.js';

/** The results of one case. */
export interface CaseResults extends ExperimentCase {
  /** The stage that this candidate of an optimisation reached; undefined for other experiments, and until the optimisation has ended. */
  readonly stage: SelectionStage | undefined;
  /** Its replications that have ended, by number, with their digests and errors. */
  readonly replications: readonly RunFacts[];
  /** Its result for every response: declared responses, then those of channels in canonical order. */
  readonly responses: readonly CaseResponse[];
  /**
   * Its result for one response.
   *
   * @param name name of a declared response, or `NODE/NAME` of a channel; for a channel with states or elements, `NODE/NAME: STATE` or
   *   `NODE/NAME: element 0`
   * @throws DiscoError `RESPONSE_UNKNOWN`
   */
  response(name: string): CaseResponse;
}

/** The results of an experiment, for programs. */
export interface ExperimentResults {
  /** By case number. */
  readonly cases: readonly CaseResults[];
  /** Names of all responses: declared responses, then those of channels in canonical order. */
  readonly responses: readonly string[];
  /**
   * The results of one response, by case number.
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

/** The facts from which results are computed. */
export interface ResultFacts {
  readonly experiment: {
    readonly cases: readonly ExperimentCase[];
    readonly antithetic: boolean;
    readonly optimisation?: ExperimentDescription['optimisation'];
    readonly responses: readonly Pick<ExperimentResponse, 'name' | 'unit' | 'unitOf' | 'text'>[];
  };
  /** By case, then replication. */
  readonly runs: readonly RunFacts[];
  /** Number of requested replications of each case. */
  readonly asked: readonly number[];
}

/** Computes the results, for programs, of replications that have ended. */
export function experimentResults({ experiment, runs, asked }: ResultFacts): ExperimentResults {
  const { cases, antithetic, optimisation } = experiment;
  const first = cases.map(({ number }) => firstCounted(optimisation?.outcome, number));
  const context: ResponseContext = { antithetic, asked, first };
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
      stage: stageOf(optimisation?.outcome, number),
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
 * The error for an unknown response name. It suggests the closest spelling; if there is none, it lists some names of the same node, or
 * the same name at other nodes, before any others.
 *
 * @param names names of all responses
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
