import { entryAt } from '@disco-engine/kernel';
import { explore } from '@disco-engine/sdk';
import { parameterValues } from '@disco-engine/sdk/extensions';
import type { Experiment } from '../definition/experiment.js';
import { LogDatabase } from '../logs/log-database.js';
import { evaluateResponses, type EvaluatedResponses } from './evaluate.js';
import type { PooledChannel } from './pool.js';
import { quantilesOf, type RecordSource } from './read-quantiles.js';

/** The parts of a record that responses are computed from, with the quantiles read earlier. */
export interface EvaluatedRecord {
  readonly case: number;
  /** In canonical order, after the warm-up. */
  readonly channels: readonly PooledChannel[];
  readonly quantiles?: Readonly<Record<string, number | null>>;
}

/** Computes the responses that an experiment declares. Once it needs a database, it keeps it open until `close`. */
export class ResponseEvaluator {
  #logs: Promise<LogDatabase> | undefined;
  /** Settled once the last read has ended. */
  #reading: Promise<unknown> = Promise.resolve();
  /** By case. */
  readonly #parameters = new Map<number, object | undefined>();

  /** @param experiment with its cases numbered as in the replications */
  constructor(private readonly experiment: Pick<Experiment, 'model' | 'cases' | 'responses' | 'duration' | 'warmup'>) {}

  /** Whether any response is declared. */
  get isNeeded(): boolean {
    return this.experiment.responses.length > 0;
  }

  /**
   * Computes the responses of one replication.
   *
   * @param log file with its records; null if they were not kept
   * @throws DiscoError `CHANNEL_UNKNOWN`, `RESPONSE_INVALID`; `PACKAGE_MISSING` if quantiles are needed
   */
  async evaluate(
    { case: number, channels, quantiles = {} }: EvaluatedRecord,
    log: string | null,
  ): Promise<EvaluatedResponses> {
    const { responses, duration, warmup } = this.experiment;
    const read = log === null ? undefined : quantilesOf(this.#recordsOf(log), warmup, duration);
    const replication = { channels, parameters: this.#parametersOf(number), duration: duration - warmup };
    return evaluateResponses(responses, replication, quantiles, read);
  }

  async close(): Promise<void> {
    await this.#reading;
    const logs = await this.#logs?.catch(() => undefined);
    this.#logs = undefined;
    logs?.close();
  }

  #parametersOf(number: number): object | undefined {
    const { model, cases } = this.experiment;
    if (!this.#parameters.has(number))
      this.#parameters.set(number, parameterValues(explore(model), entryAt(cases, number).parameters));
    return this.#parameters.get(number);
  }

  /** Reads replications that end at the same time one by one, because the database has a single table of chosen channels. */
  #recordsOf(file: string): RecordSource {
    return (channels, visit) => {
      const read = this.#reading.then(async () => {
        const logs = await (this.#logs ??= LogDatabase.open());
        await logs.choose(channels);
        await logs.visit(file, visit);
      });
      this.#reading = read.catch(() => undefined);
      return read;
    };
  }
}
