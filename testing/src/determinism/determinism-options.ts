import { InvalidInputError, MOST_WORKERS, type Problem, shownValue } from '@disco-engine/kernel';
import type { TestRunOptions } from '../test-run.js';
import { transportProblem, type TransportChoice } from '../topologies/transport-choice.js';

export interface DeterminismOptions extends Omit<TestRunOptions, 'tieOrder' | 'payloads' | 'workers' | 'placement'> {
  /** The horizon of every run: an epoch, or Infinity for a model that comes to an end. */
  readonly until: number;
  /** How often the model runs on one worker, including the plain run: a whole number of at least 2. Default 5. */
  readonly runs?: number | undefined;
  /**
   * Additional numbers of workers to run on, each a whole number of at least 1: on one thread, with nodes placed
   * round-robin and at random, and with several workers also over each of the transports. Default none; 2 if there are
   * transports.
   */
  readonly workers?: readonly number[] | undefined;
  /** Transports between the workers. Default none. */
  readonly transports?: readonly TransportChoice[] | undefined;
}

/** The options that determine the runs, with defaults filled in. */
export interface DeterminismRuns {
  readonly runs: number;
  readonly workers: readonly number[];
  readonly transports: readonly TransportChoice[];
}

/** @throws InvalidInputError `OPTIONS_INVALID`, listing all problems */
export function determinismRuns({
  runs = 5,
  transports = [],
  workers = transports.length > 0 ? [2] : [],
}: Pick<DeterminismOptions, 'runs' | 'workers' | 'transports'>): DeterminismRuns {
  const problems: Problem[] = [];
  const refuse = (message: string): void => void problems.push({ code: 'ARGUMENT_INVALID', message });
  if (!(Number.isInteger(runs) && runs >= 2))
    refuse(`runs is ${shownValue(runs)}; one run is compared with the others, so give a whole number of at least 2`);
  for (const count of workers) {
    if (!(Number.isInteger(count) && count >= 1 && count <= MOST_WORKERS))
      refuse(`workers contains ${String(count)}; give whole numbers from 1 to ${MOST_WORKERS}`);
  }
  for (const kind of transports) {
    const problem = transportProblem(kind);
    if (problem !== undefined) refuse(problem);
  }
  if (transports.length > 0 && workers.every((count) => count === 1))
    refuse('transports connect workers, but there is only one; set workers to at least 2');
  if (problems.length > 0) throw new InvalidInputError('OPTIONS_INVALID', 'the check of determinism', problems);
  return { runs, workers, transports };
}
