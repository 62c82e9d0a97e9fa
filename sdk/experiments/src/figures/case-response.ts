import { intervalWarning, meanInterval, type IntervalWarning, type MeanInterval } from '@disco-engine/statistics';
import { independent, type SampledResponse, type SampledValue } from './responses.js';

/** What one response came to in one case. */
export interface CaseResponse {
  /** Number of the case. */
  readonly case: number;
  /**
   * Of a response that the experiment declares; otherwise `NODE/NAME` of a channel, and of one with states or elements
   * `NODE/NAME: STATE` or `NODE/NAME: element 0`.
   */
  readonly name: string;
  /** Empty where there is none. */
  readonly unit: string;
  /** Over the replications; of a ratio, that of the jackknife. Undefined where none has a value. */
  readonly mean: number | undefined;
  /** Student's t interval of 95 %; its ends are undefined with less than two values. */
  readonly interval: MeanInterval;
  /** Of how many independent values these are made: one of each replication, or of each antithetic pair. */
  readonly n: number;
  /** How many of such values there would be more if each replication that is asked for had one. */
  readonly missing: number;
  /** Why the first of the replications that have finished without a value has none; undefined where all have one. */
  readonly reason: string | undefined;
  /** By number of the replication, as far as there are some; null where it has no value, or one beyond ±1e140, has failed or has not run. Of a ratio, that of the replication alone. */
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
  const sample = response.cases[number] ?? new Map<number, SampledValue>();
  const values = independent(context, sample);
  const interval = meanInterval(values);
  return {
    case: number,
    name: response.name,
    unit: response.unit,
    mean: interval.mean,
    interval,
    n: values.length,
    missing: valuesAsked(context, context.asked[number] ?? 0) - values.length,
    reason: firstReason(response.missing[number]),
    values: byReplication(sample),
    warning: values.length === 0 ? undefined : intervalWarning(values),
  };
}

/** How many values a response has where none is missing: antithetic replications make one of two. */
export function valuesAsked({ antithetic }: Pick<ResponseContext, 'antithetic'>, replications: number): number {
  return antithetic ? Math.floor(replications / 2) : replications;
}

function firstReason(missing: ReadonlyMap<number, string> | undefined): string | undefined {
  const [first] = [...(missing ?? [])].sort(([a], [b]) => a - b);
  return first?.[1];
}

function byReplication(sample: ReadonlyMap<number, SampledValue>): (number | null)[] {
  const last = [...sample.keys()].reduce((greatest, replication) => Math.max(greatest, replication), -1);
  return Array.from({ length: last + 1 }, (_, replication) => numberOf(sample.get(replication)));
}

function numberOf(value: SampledValue | undefined): number | null {
  const number = typeof value === 'object' ? value.numerator / value.denominator : value;
  return number !== undefined && Number.isFinite(number) ? number : null;
}
