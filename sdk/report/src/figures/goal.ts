import { type ExperimentDescription, responseName, type SampledResponse } from '@disco-engine/experiments';
import { InvalidInputError, nearName, shownText, type Problem } from '@disco-engine/kernel';
import type { Best } from './ranking.js';

/** The response that ranks the cases, and whether its least or greatest mean is best. */
export interface ReportGoal {
  /**
   * The name of a response that the experiment declares, or `NODE/NAME` of a channel. For a channel with states or elements, use
   * `NODE/NAME: STATE` or `NODE/NAME: element 0`.
   */
  readonly response: string;
  readonly best: Best;
}

/** A goal with its response resolved. */
export interface FoundGoal {
  readonly response: SampledResponse;
  readonly best: Best;
  /** Whether the user or an optimisation gave the goal; if not, the page says that it was assumed. */
  readonly isGiven: boolean;
}

/**
 * The goal that the report answers first: the given one, else that of the optimisation, else the least mean of the first response in
 * `precision`, or of the first response. Undefined if nothing was logged.
 *
 * @throws InvalidInputError `OPTIONS_INVALID` if no response has the given name
 */
export function findGoal(
  responses: readonly SampledResponse[],
  { precision, optimisation }: ExperimentDescription,
  given: ReportGoal | undefined,
): FoundGoal | undefined {
  const named = (name: string): SampledResponse | undefined => responses.find((one) => responseName(one) === name);
  if (given !== undefined) {
    const response = named(given.response);
    if (response === undefined) throw unknownResponse(given.response, responses);
    return { response, best: given.best, isGiven: true };
  }
  const objective = optimisation && named(optimisation.objective);
  if (optimisation && objective) return { response: objective, best: optimisation.best, isGiven: true };
  const [wanted] = precision;
  const plain = responses.find(({ part, cases }) => part === '' && cases.some(({ size }) => size > 0));
  const response = (wanted && named(wanted.response ?? wanted.channel ?? '')) ?? plain ?? responses[0];
  return response && { response, best: 'least', isGiven: false };
}

function unknownResponse(name: string, responses: readonly SampledResponse[]): InvalidInputError {
  const names = responses.map(responseName);
  const near = nearResponse(name, names);
  const some = `there are ${names.length}, such as ${names.slice(0, 5).join(', ')}`;
  const hint =
    near !== undefined ? `did you mean ${shownText(near)}?` : names.length === 0 ? 'nothing was logged' : some;
  const problem: Problem = { code: 'CHANNEL_UNKNOWN', message: `no response is named '${name}'; ${hint}` };
  return new InvalidInputError('OPTIONS_INVALID', 'the goal of the report', [problem]);
}

/** The name nearest to a misspelled one, which may lack the node. */
function nearResponse(wanted: string, names: readonly string[]): string | undefined {
  const near = nearName(wanted, names);
  if (near !== undefined || wanted.includes('/')) return near;
  const own = (name: string): string => name.slice(name.lastIndexOf('/') + 1);
  const nearOwn = nearName(wanted, names.map(own));
  return names.find((name) => own(name) === nearOwn);
}
