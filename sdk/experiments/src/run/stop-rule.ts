import { entryAt } from '@disco-engine/kernel';
import type { ExperimentPrecision } from '../definition/experiment.js';
import type * as statistics from '@disco-engine/statistics';
import type { EndedReplication } from './ended-replication.js';
import { PrecisionSample } from './precision-sample.js';
import type { PrecisionEstimate } from './progress.js';

/**
 * Says how many replications of one case are enough. It looks at them in order, whatever the order of their ends, so that the answer does
 * not depend on how many run side by side. One that has failed has no value.
 */
export class StopRule {
  /** So many have been looked at, and are not enough. */
  #short = 0;
  readonly #samples: readonly PrecisionSample[];
  /** What the last look has found, by what is asked for. */
  #latest: readonly statistics.SequentialStop[] = [];

  /** @param precision with none, there are never enough */
  constructor(
    private readonly precision: readonly ExperimentPrecision[],
    private readonly isAntithetic: boolean,
  ) {
    this.#samples = precision.map((wanted) => new PrecisionSample(wanted));
  }

  /**
   * @param record of a replication, if it has ended
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
    return this.#latest.map(({ interval, stop }, at) => ({
      name: entryAt(this.#samples, at).name,
      relative: entryAt(this.precision, at).relative,
      interval,
      isReached: stop,
    }));
  }

  /**
   * Of each mean that is not known as well as is asked, why, and of each that is known by an interval that is not to be relied on, why
   * not, and of each that some replications have no value of: a sentence each. Nothing while more replications are needed.
   *
   * @param replications the most that there may be
   */
  notes(replications: number): string[] {
    if (this.#short < replications && !this.#latest.every(({ stop }) => stop)) return [];
    return this.#latest.flatMap((found, at) => {
      const { relative, minimum = 10 } = entryAt(this.precision, at);
      const { name, missing = [] } = entryAt(this.#samples, at);
      const known = `known to ${shown(100 * relative)} %`;
      const doubt = found.warning && `${name} is ${known}, but not to be relied on: ${found.warning.message}`;
      return [missing, found.stop ? (doubt ?? []) : `${name} is not ${known}: ${reasonText(found, minimum)}`].flat();
    });
  }

  #isMet(replications: number): boolean {
    this.#latest = this.#samples.map((sample) => sample.stop(this.isAntithetic, replications));
    return this.#latest.every(({ stop }) => stop);
  }
}

/** The sentence with the case that it is said of, where there are several. */
export function ofCase(text: string, number: number, cases: number): string {
  return cases === 1 ? text : `case ${number}: ${text}`;
}

function reasonText({ reason, warning, interval, needed }: statistics.SequentialStop, minimum: number): string {
  const { count, mean = NaN, halfWidth = NaN } = interval;
  if (reason === 'few') return `it has ${count} values, and ${minimum} of them are the least number`;
  if (reason === 'constant' && warning !== undefined) return warning.message;
  if (reason === 'skewed')
    return `its values are so skewed that some ${needed} are needed for a mean that can be relied on`;
  const more = needed === undefined ? '' : `; some ${Number(needed.toPrecision(2))} are needed`;
  return `its mean is ${shown(mean)} ± ${shown(halfWidth)}${more}`;
}

function shown(value: number): string {
  return String(Number(value.toPrecision(4)));
}
