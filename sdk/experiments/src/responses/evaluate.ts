import { DiscoError, isDiscoError, shownValue } from '@disco-engine/kernel';
import { isMeasurable } from '@disco-engine/statistics';
import type { ExperimentResponse, ResponseValue } from '../definition/response.js';
import { ChannelIndex } from './channel-index.js';
import type { PooledChannel } from './pool.js';
import { ReplicationFigures, type FiguredReplication, type QuantileWish } from './replication-figures.js';

/** The responses of a replication by name, and the quantiles that they use. */
export interface EvaluatedResponses {
  readonly responses: Readonly<Record<string, ResponseValue>>;
  readonly quantiles: Readonly<Record<string, number | null>>;
}

/** The data that responses are computed from, apart from quantiles. */
export interface EvaluatedReplication extends Omit<FiguredReplication, 'index'> {
  /** In canonical order. */
  readonly channels: readonly PooledChannel[];
}

/** Reads quantiles from the records of a replication, in the order of the wishes; NaN if nothing was recorded. */
export type ReadQuantiles = (wishes: readonly QuantileWish[]) => Promise<readonly number[]>;

/** Bounds the calls of a function that asks for different quantiles each time. */
const MOST_CALLS = 20;

/**
 * Computes the responses of one replication.
 *
 * @param known quantiles that were read earlier
 * @param read undefined if the records were not kept
 * @throws DiscoError `CHANNEL_UNKNOWN`, `RESPONSE_INVALID`; whatever `read` throws
 */
export async function evaluateResponses(
  declared: readonly ExperimentResponse[],
  { channels, ...rest }: EvaluatedReplication,
  known: Readonly<Record<string, number | null>>,
  read: ReadQuantiles | undefined,
): Promise<EvaluatedResponses> {
  const replication = { index: new ChannelIndex(channels), ...rest };
  const quantiles = new Map(Object.entries(known).map(([key, value]) => [key, value ?? NaN]));
  for (let calls = 0; calls < MOST_CALLS; calls++) {
    const used = new Map<string, number>();
    const wishes = new Map<string, QuantileWish>();
    const values = declared.map((response) => {
      const figures = new ReplicationFigures(replication, quantiles);
      const value = valueOf(response, figures, read !== undefined);
      for (const [key, wish] of figures.wishes) wishes.set(key, wish);
      for (const [key, quantile] of figures.used) used.set(key, quantile);
      return [response.name, value] as const;
    });
    if (wishes.size === 0 || read === undefined) {
      const stored = Array.from(used, ([key, value]) => [key, Number.isFinite(value) ? value : null] as const);
      return { responses: Object.fromEntries(values), quantiles: Object.fromEntries(stored) };
    }
    const found = await read([...wishes.values()]);
    [...wishes.keys()].forEach((key, at) => quantiles.set(key, found[at] ?? NaN));
  }
  const message = `responses asked for different quantiles in each of ${MOST_CALLS} calls; make them depend only on their figures`;
  throw new DiscoError('RESPONSE_INVALID', message);
}

function valueOf(response: ExperimentResponse, figures: ReplicationFigures, hasRecords: boolean): ResponseValue {
  const found = response.sources.map((source) => computed(response, source, figures));
  if (!hasRecords && figures.wishes.size > 0)
    return { missing: 'it needs a quantile of the records, which were not kept' };
  const strange = found.find((value) => !isMeasurable(value));
  if (found.some((value) => !isMeasurable(value))) return { missing: figures.lack ?? lackOf(strange) };
  const [first = NaN, second = NaN] = found;
  return response.kind === 'ratio' ? { numerator: first, denominator: second } : first;
}

function lackOf(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return 'its function returned none';
  return Math.abs(value) === Infinity
    ? `it is ${value}`
    : `it is ${value}, beyond the supported range from -1e140 to 1e140`;
}

function computed(
  { name }: ExperimentResponse,
  source: ExperimentResponse['sources'][number],
  { figures, wishes }: ReplicationFigures,
): number | undefined {
  let value: unknown;
  try {
    value = source(figures);
  } catch (cause) {
    // Errors caused by a quantile that has not been read yet do not count.
    if (wishes.size > 0 && !isDiscoError(cause)) return NaN;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const code = isDiscoError(cause, 'CHANNEL_UNKNOWN') ? 'CHANNEL_UNKNOWN' : 'RESPONSE_INVALID';
    throw new DiscoError(code, `response '${name}' cannot be computed: ${reason}`, {}, { cause });
  }
  if (value === undefined || typeof value === 'number') return value;
  throw new DiscoError('RESPONSE_INVALID', `response '${name}' is ${shownValue(value)}; return a number`);
}
