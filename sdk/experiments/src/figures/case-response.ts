import { intervalWarning, meanInterval, type IntervalWarning, type MeanInterval } from '@disco-engine/statistics';
import { independent, responseName, type SampledResponse } from './responses.js';

/** What one response came to in one case. */
export interface CaseResponse {
  /** Number of the case. */
  readonly case: number;
  /** `NODE/NAME` of a channel; of one with states or elements, `NODE/NAME: STATE` or `NODE/NAME: element 0`. */
  readonly name: string;
  /** Empty where there is none. */
  readonly unit: string;
  /** Over the replications; undefined where none has a value. */
  readonly mean: number | undefined;
  /** Student's t interval of 95 %; its ends are undefined with less than two values. */
  readonly interval: MeanInterval;
  /** Of how many independent values these are made: one of each replication, or of each antithetic pair. */
  readonly n: number;
  /** How many of such values there would be more if each replication that is asked for had one. */
  readonly missing: number;
  /** By number of the replication, as far as there are some; null where it has no value, or one beyond ±1e140, has failed or has not run. */
  readonly values: readonly (number | null)[];
  /** Why the interval is not to be relied on, if so; undefined also where there is none. */
  readonly warning: IntervalWarning | undefined;
}

/** Of which experiment a response is. */
export interface ResponseContext {
  readonly antithetic: boolean;
  /** By case, how many replications are asked for. */
  readonly asked: readonly number[];
}

/** The figures of a response in a case. */
export function caseResponse(response: SampledResponse, number: number, context: ResponseContext): CaseResponse {
  const sample = response.cases[number] ?? new Map<number, number>();
  const values = independent(context, sample);
  const interval = meanInterval(values);
  return {
    case: number,
    name: responseName(response),
    unit: response.channel.unit,
    mean: interval.mean,
    interval,
    n: values.length,
    missing: valuesAsked(context, context.asked[number] ?? 0) - values.length,
    values: byReplication(sample),
    warning: values.length === 0 ? undefined : intervalWarning(values),
  };
}

/** How many values a response has where none is missing: antithetic replications make one of two. */
export function valuesAsked({ antithetic }: Pick<ResponseContext, 'antithetic'>, replications: number): number {
  return antithetic ? Math.floor(replications / 2) : replications;
}

function byReplication(sample: ReadonlyMap<number, number>): (number | null)[] {
  const last = [...sample.keys()].reduce((greatest, replication) => Math.max(greatest, replication), -1);
  return Array.from({ length: last + 1 }, (_, replication) => sample.get(replication) ?? null);
}
