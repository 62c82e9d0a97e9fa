import { DiscoError, InvalidInputError } from '@disco-engine/kernel';
import { Scenario, Simulation, type LoggedRun, type LogSink } from '@disco-engine/sdk';
import { drawsOf } from '../definition/define-experiment.js';
import { spaceOf, startOf } from './definition/define-optimisation.js';
import type { Optimisation } from './definition/optimisation.js';
import { evaluationOf, type EndedRun } from './objective-value.js';
import { outcomeOf, type OptimisationOutcome } from './outcome.js';
import { findBest } from './search/find-best.js';
import type { Candidate, Evaluate } from './search/trials.js';

export interface OptimiseOptions {
  /** Instead of that of the optimisation; needed where it names one of a store. */
  readonly scenario?: Scenario | undefined;
  /** Ends it with `RUN_ABORTED`. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Finds the best values of the variables of a model: a search that tries one round of candidates after the other, and a selection among
 * the best of them that says how sure it is. All replications run on this thread, and nothing is kept; `disco run` and `runOptimisation`
 * use all cores, and a results folder. The outcome is the same.
 *
 * @throws DiscoError `CHANNEL_UNKNOWN` where the objective is that of no channel; `RUN_ABORTED` after the signal
 * @throws InvalidInputError as `Simulation.create`
 *
 * @example
 * const { best, guarantee } = await optimise(definition);
 * console.log(best?.values, best?.interval.mean, guarantee);
 */
export async function optimise(
  optimisation: Optimisation,
  options: OptimiseOptions = {},
): Promise<OptimisationOutcome> {
  const scenario = options.scenario ?? (await scenarioOf(optimisation));
  const runs = new Map<number, EndedRun[]>();
  const evaluate: Evaluate = async (candidates, replications) => {
    for (const candidate of candidates) {
      const own = runs.get(candidate.number) ?? [];
      runs.set(candidate.number, own);
      while (own.length < replications)
        own.push(await replicationOf(optimisation, candidate, own.length, scenario, options.signal));
    }
    return candidates.map(({ number }) => evaluationOf(optimisation.objective, runs.get(number) ?? []));
  };
  const found = await findBest(spaceOf(optimisation), evaluate, {
    ...optimisation,
    seed: optimisation.experiment.seed,
    start: startOf(optimisation),
  });
  return outcomeOf(optimisation, found, (number) => number);
}

async function scenarioOf({ experiment: { scenario } }: Optimisation): Promise<Scenario> {
  if (typeof scenario === 'function') return scenario();
  if (scenario instanceof Scenario) return scenario;
  const message = `the optimisation names scenario '${scenario}' of a store; load it, and give it to optimise as its scenario`;
  throw new DiscoError('ARGUMENT_INVALID', message);
}

async function replicationOf(
  { experiment, model, parameters }: Optimisation,
  { number, values }: Candidate,
  replication: number,
  scenario: Scenario,
  signal: AbortSignal | undefined,
): Promise<EndedRun> {
  const { duration, warmup, portableMath } = experiment;
  const log = new Summaries();
  let simulation: Simulation | undefined;
  try {
    simulation = await Simulation.create(model, {
      scenario,
      parameters: { ...parameters, ...values },
      ...drawsOf(experiment, { case: number, replication }),
      portableMath,
      log: { sinks: [log], warmup },
    });
    await simulation.run({ until: duration, signal });
    return { channels: log.run?.summaries() ?? [], error: undefined };
  } catch (error) {
    // What is refused is so for each candidate; what fails may do so for this one.
    if (!(error instanceof DiscoError) || error instanceof InvalidInputError || error.code === 'RUN_ABORTED')
      throw error;
    return { channels: [], error: error.message };
  } finally {
    await simulation?.dispose();
  }
}

/** Keeps no record, and can say what they come to. */
class Summaries implements LogSink {
  readonly name = 'summaries';
  run: LoggedRun | undefined;

  open(run: LoggedRun): void {
    this.run = run;
  }

  begin(): void {}

  take(): void {}

  close(): void {}

  abandon(): void {}
}
