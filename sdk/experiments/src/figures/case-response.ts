import { intervalWarning, meanInterval, type IntervalWarning, type MeanInterval } from '@disco-engine/statistics';
import { independent, type SampledResponse, type SampledValue } from './responses.js';
import { valuesFrom } from './selection.js';

/** The result of one response in one case. */
export interface CaseResponse {
  /** Case number. */
  readonly case: number;
  /**
   * Name of a declared response, or `NODE/NAME` of a channel; for a channel with states or elements, `NODE/NAME: STATE` or
   * `NODE/NAME: element 0`.
   */
  readonly name: string;
  /** Empty if there is none. */
  readonly unit: string;
  /**
   * Mean over the replications; for a ratio, the jackknife estimate. Undefined if no replication has a value. For a finalist of an
   * optimisation, mean, interval and `n` are those of the selection, without the replications that the search chose it by.
   */
  readonly mean: number | undefined;
  /** 95 % Student's t interval; its ends are undefined with fewer than two values. */
  readonly interval: MeanInterval;
  /** Number of independent values behind mean and interval: one per replication, or per antithetic pair. */
  readonly n: number;
  /** How many such values are missing because a requested replication has none. */
  readonly missing: number;
  /** Why the first finished replication without a value has none; undefined if all have one. */
  readonly reason: string | undefined;
  /**
   * Values by replication number, up to the last one there is. null if the replication has no value or one beyond ±1e140, has failed or
   * has not run. For a ratio, the replication's own ratio.
   */
  readonly values: readonly (number | null)[];
  /** Why the interval is unreliable; undefined if it is reliable, or if there is none. */
  readonly warning: IntervalWarning | undefined;
}

/** Facts about the experiment that the figures of a response depend on. */
export interface ResponseContext {
  readonly antithetic: boolean;
  /** Number of requested replications of each case. */
  readonly asked: readonly number[];
  /** First replication of each case that counts. Default: 0. */
  readonly first?: readonly number[] | undefined;
}

/** The figures of a response in a case. */
export function caseResponse(response: SampledResponse, number: number, context: ResponseContext): CaseResponse {
  const sample = response.cases[number] ?? new Map<number, SampledValue>();
  const first = context.first?.[number] ?? 0;
  const values = independent(context, valuesFrom(sample, first));
  const interval = meanInterval(values);
  return {
    case: number,
    name: response.name,
    unit: response.unit,
    mean: interval.mean,
    interval,
    n: values.length,
    missing: valuesAsked(context, Math.max(0, (context.asked[number] ?? 0) - first)) - values.length,
    reason: firstReason(response.missing[number]),
    values: byReplication(sample),
    warning: values.length === 0 ? undefined : intervalWarning(values),
  };
}

/** Number of values that a response has if none is missing: one per replication, or per antithetic pair. */
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
