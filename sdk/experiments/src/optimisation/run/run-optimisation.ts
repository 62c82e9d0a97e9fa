import { DiscoError, entryAt } from '@disco-engine/kernel';
import { ExperimentRun, type ExperimentRunOptions } from '../../run/experiment-run.js';
import { Schedule } from '../../run/schedule.js';
import type { ExperimentCase } from '../../definition/experiment.js';
import type { ReplicationProgress } from '../../run/progress.js';
import type { OlderRun } from '../../results/older-runs.js';
import type { ReplicationKey, ReplicationRecord } from '../../results/run-schema.js';
import { objectiveName, type Optimisation, type Variables } from '../definition/optimisation.js';
import type { Evaluate } from '../search/trials.js';
import { CandidateCases } from './candidate-cases.js';
import { evaluationOf, objectiveValue } from './objective-value.js';
import { findBestOf, parametersOf } from './optimise.js';
import { outcomeOf, type OptimisationOutcome } from './outcome.js';
import { WorkerPool } from './worker-pool.js';

/** The progress of an optimisation. */
export interface OptimisationProgress {
  /** Number of candidates tried so far, including those of the current round. */
  readonly candidates: number;
  /** Number of replications so far. */
  readonly replications: number;
  /** Number of replications at the end of this round; more rounds may follow. */
  readonly wanted: number;
  /** Maximum number of replications. */
  readonly budget: number;
}

/** Options of `runOptimisation`. */
export interface OptimisationRunOptions extends Omit<ExperimentRunOptions, 'onProgress'> {
  /** Called when a round of candidates begins, and after each replication. */
  readonly onProgress?: ((progress: OptimisationProgress) => void) | undefined;
}

export interface OptimisationResults<Own extends Variables = Variables> extends OptimisationOutcome<Own> {
  /** The replications used in the outcome that a different version of model, engine or inputs produced, and that were kept. */
  readonly older: readonly OlderRun[];
}

/**
 * Finds the best values of a model's variables, with a results folder whose cases are the candidates that the search reaches.
 * Replications that the folder already has are not run again, so an interrupted optimisation continues where it stopped. The outcome
 * depends neither on interruptions nor on how many replications run in parallel.
 *
 * @param options `results` must be opened with `experimentWith`
 * @throws DiscoError `RUN_ABORTED` after the signal; `CHANNEL_UNKNOWN` if the objective's channel does not exist or has no mean; as
 *   `ExperimentRun.finished`
 */
export async function runOptimisation<Own extends Variables>(
  optimisation: Optimisation<Own>,
  options: OptimisationRunOptions,
): Promise<OptimisationResults<Own>> {
  const pool = new WorkerPool(options.launch);
  const rounds = new Rounds(optimisation, { ...options, launch: (workers) => pool.take(workers) });
  try {
    const found = await findBestOf(optimisation, (candidates, replications) => rounds.run(candidates, replications));
    const outcome = outcomeOf(optimisation, found, (candidate) => rounds.caseOf(candidate));
    await rounds.end(outcome, found.from);
    return { ...outcome, older: options.results.older(rounds.records) };
  } finally {
    await pool.close();
  }
}

/** Runs rounds of candidates, each as a separate experiment in the same folder. */
class Rounds {
  readonly #cases: CandidateCases;
  /** Case number of each candidate. */
  readonly #numbers: number[] = [];
  /** By `CASE/REPLICATION`. */
  readonly #records = new Map<string, ReplicationRecord>();
  readonly #values = new Map<string, number | string>();

  constructor(
    private readonly optimisation: Optimisation,
    private readonly options: OptimisationRunOptions,
  ) {
    this.#cases = new CandidateCases(optimisation, options.results.cases);
  }

  get records(): ReplicationRecord[] {
    return [...this.#records.values()];
  }

  caseOf(candidate: number): number {
    return entryAt(this.#numbers, candidate);
  }

  readonly run: Evaluate = async (candidates, replications) => {
    const { optimisation } = this;
    for (const candidate of candidates)
      this.#numbers[candidate.number] = this.#cases.ask(parametersOf(optimisation, candidate), replications);
    const round = new Set(candidates.map(({ number }) => this.caseOf(number)));
    const changed = this.#cases.changed();
    if (changed !== undefined) await this.options.results.plan({ cases: changed, optimisation: this.#goal });
    await this.#read(round, replications);
    await this.#replicate(this.#cases.all.map((one) => ({ ...one, asked: round.has(one.number) ? replications : 0 })));
    return candidates.map(({ number }) => {
      const of = this.caseOf(number);
      const keys = Array.from({ length: replications }, (_, replication) => textOf({ case: of, replication }));
      return evaluationOf(keys.map((key) => this.#values.get(key) ?? ''));
    });
  };

  /** Writes the choice to the folder. */
  async end({ best, others, isDecided, guarantee, course }: OptimisationOutcome, from: number): Promise<void> {
    const finalists = [best ?? [], others].flat().map((one) => one.case);
    const outcome = { chosen: best?.case ?? null, finalists, from, decided: isDecided, text: `${guarantee} ${course}` };
    await this.options.results.plan({ cases: this.#cases.all, optimisation: { ...this.#goal, outcome } });
  }

  get #goal(): { readonly objective: string; readonly best: 'greatest' | 'least' } {
    const { objective, best } = this.optimisation;
    return { objective: objectiveName(objective), best };
  }

  /** Takes over the replications that the folder already has. */
  async #read(round: ReadonlySet<number>, replications: number): Promise<void> {
    for (const number of round)
      for (let replication = 0; replication < replications; replication++) {
        const key = { case: number, replication };
        const record = this.#values.has(textOf(key)) ? undefined : await this.options.results.record(key);
        if (record?.status === 'FINISHED') this.#take(record);
      }
  }

  async #replicate(cases: readonly ExperimentCase[]): Promise<void> {
    const { experiment } = this.optimisation;
    const { onProgress, ...options } = this.options;
    const numbered = { ...experiment, cases };
    const schedule = new Schedule(numbered, (key) => this.#records.get(textOf(key)));
    const run = new ExperimentRun(numbered, schedule, {
      ...options,
      onProgress: ({ replications }) => onProgress?.(this.#progress(replications)),
    });
    const { replications } = await run.finished;
    for (const { record } of replications) {
      if (record === undefined) throw new DiscoError('RUN_ABORTED', 'the optimisation was interrupted');
      this.#take(record);
    }
  }

  #take(record: ReplicationRecord): void {
    const key = textOf(record);
    if (this.#values.has(key)) return;
    this.#values.set(key, objectiveValue(this.optimisation.objective, record));
    // Channels are not needed in memory; the folder keeps them.
    this.#records.set(key, { ...record, channels: [] });
  }

  #progress(round: readonly ReplicationProgress[]): OptimisationProgress {
    const fresh = round.filter((one) => !this.#values.has(textOf(one)));
    const known = this.#values.size;
    return {
      candidates: this.#numbers.length,
      replications: known + fresh.filter(({ record }) => record !== undefined).length,
      wanted: known + fresh.length,
      budget: this.optimisation.budget,
    };
  }
}

function textOf({ case: number, replication }: ReplicationKey): string {
  return `${number}/${replication}`;
}
