import { entryAt } from '@disco-engine/kernel';
import type { ExperimentPrecision } from '../definition/experiment.js';
import * as statistics from '@disco-engine/statistics';
import type { ExperimentResponse } from '../definition/response.js';
import type { EndedReplication } from './ended-replication.js';
import { PrecisionSample } from './precision-sample.js';
import type { PrecisionEstimate } from './progress.js';

/**
 * Determines how many replications of one case are enough. It examines them in order, regardless of the order in which they end, so that
 * the answer does not depend on how many run in parallel. A failed replication has no value.
 */
export class StopRule {
  /** Number of replications examined so far and found not to be enough. */
  #short = 0;
  readonly #samples: readonly PrecisionSample[];
  /** Result of the last examination for each precision. */
  #latest: readonly statistics.SequentialStop[] = [];

  /**
   * @param precision if empty, no number of replications is enough
   * @param responses those that the experiment declares, for the units of estimates
   */
  constructor(
    private readonly precision: readonly ExperimentPrecision[],
    private readonly isAntithetic: boolean,
    responses: readonly Pick<ExperimentResponse, 'name' | 'unit' | 'unitOf'>[] = [],
  ) {
    this.#samples = precision.map(
      (wanted) =>
        new PrecisionSample(
          wanted,
          responses.find(({ name }) => name === wanted.response),
        ),
    );
  }

  /**
   * @param record returns the record of a replication that has ended
   * @returns undefined while more are needed
   * @throws DiscoError `CHANNEL_UNKNOWN`
   */
  enough(record: (replication: number) => EndedReplication | undefined): number | undefined {
    if (this.precision.length === 0) return undefined;
    for (;;) {
      const ended = record(this.#short);
      if (ended === undefined) return undefined;
      if (ended.status === 'FINISHED') for (const sample of this.#samples) sample.take(this.#short, ended);
      if (this.#isMet(this.#short + 1)) return this.#short + 1;
      this.#short += 1;
    }
  }

  /** What is known so far of each mean whose precision is asked for. */
  get estimates(): Omit<PrecisionEstimate, 'case'>[] {
    return this.#latest.map(({ interval, stop, warning }, at) => {
      const { name, unit } = entryAt(this.#samples, at);
      return { name, unit, relative: entryAt(this.precision, at).relative, interval, isReached: stop, warning };
    });
  }

  /**
   * A sentence for each mean that is less precise than required, for each whose interval is unreliable, and for each without a value in
   * some replications, with the reason. Empty while more replications are needed.
   *
   * @param replications maximum number of replications
   */
  notes(replications: number): string[] {
    if (this.#short < replications && !this.#latest.every(({ stop }) => stop)) return [];
    return this.#latest.flatMap((found, at) => {
      const { relative, minimum = 10 } = entryAt(this.precision, at);
      const { name, missing = [] } = entryAt(this.#samples, at);
      const known = `known to within ${statistics.figureText(100 * relative)} %`;
      const doubt = found.warning && `${name} is ${known}, but unreliably: ${found.warning.message}`;
      return [missing, found.stop ? (doubt ?? []) : `${name} is not ${known}: ${reasonText(found, minimum)}`].flat();
    });
  }

  #isMet(replications: number): boolean {
    this.#latest = this.#samples.map((sample) => sample.stop(this.isAntithetic, replications));
    return this.#latest.every(({ stop }) => stop);
  }
}

/** A sentence preceded by its case, if there are several. */
export function ofCase(text: string, number: number, cases: number): string {
  return cases === 1 ? text : `case ${number}: ${text}`;
}

function reasonText({ reason, warning, interval, needed }: statistics.SequentialStop, minimum: number): string {
  const { count } = interval;
  if (reason === 'few') return `it has ${count} values, fewer than the minimum of ${minimum}`;
  if (reason === 'constant' && warning !== undefined) return warning.message;
  if (reason === 'skewed') return `its values are so skewed that about ${needed} are needed for a reliable mean`;
  const more = needed === undefined ? '' : `; about ${Number(needed.toPrecision(2))} are needed`;
  return `its mean is ${statistics.meanText(interval)}${more}`;
}
