import { InvalidInputError, type Problem, shownValue } from '@disco-engine/kernel';
import type { ModelClass } from '@disco-engine/sdk';
import type { ModelRunOptions } from '../topologies/model-run.js';
import { nameOf, transportProblem } from '../topologies/transport-choice.js';

/** A run that can be repeated: a model, and how and where to run it. */
export interface RunDescription {
  readonly model: ModelClass;
  readonly options: ModelRunOptions;
}

/** How far two runs are compared, and in what steps. */
export interface ComparisonOptions {
  /** The horizon: a finite epoch above 0. */
  readonly until: number;
  /** Length of the windows at whose ends digests are compared: a finite number above 0. */
  readonly window: number;
}

/** @throws InvalidInputError `OPTIONS_INVALID`, listing all problems */
export function checkComparison(runs: readonly RunDescription[], { until, window }: ComparisonOptions): void {
  const problems: Problem[] = [];
  const refuse = (message: string): void => void problems.push({ code: 'ARGUMENT_INVALID', message });
  const isLength = (value: number): boolean => value > 0 && value < Infinity;
  if (!isLength(until)) refuse(`until is ${shownValue(until)}; give a finite epoch above 0`);
  if (!isLength(window)) refuse(`window is ${shownValue(window)}; give a finite number above 0`);
  // A window that vanishes next to the epochs would never end.
  else if (isLength(until) && until - window === until)
    refuse(`window ${window} is too small for epochs up to ${until}`);
  for (const { transport, workers = 1 } of runs.map(({ options }) => options)) {
    if (transport === undefined) continue;
    const problem = transportProblem(transport);
    if (problem !== undefined) refuse(problem);
    if (workers === 1)
      refuse(`transport '${nameOf(transport)}' connects workers, but there is only one; set workers to at least 2`);
  }
  if (problems.length > 0) throw new InvalidInputError('OPTIONS_INVALID', 'the comparison of two runs', problems);
}
