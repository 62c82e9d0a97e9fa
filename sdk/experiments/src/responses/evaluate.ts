import { DiscoError, isDiscoError, shownValue } from '@disco-engine/kernel';
import { isMeasurable } from '@disco-engine/statistics';
import type { ExperimentResponse, ResponseValue } from '../definition/response.js';
import { ChannelIndex } from './channel-index.js';
import type { PooledChannel } from './pool.js';
import { ReplicationFigures, type FiguredReplication, type QuantileWish } from './replication-figures.js';

/** What the responses of a replication are, by name, and the quantiles that they are made of. */
export interface EvaluatedResponses {
  readonly responses: Readonly<Record<string, ResponseValue>>;
  readonly quantiles: Readonly<Record<string, number | null>>;
}

/** What responses are computed from, quantiles apart. */
export interface EvaluatedReplication extends Omit<FiguredReplication, 'index'> {
  /** In canonical order. */
  readonly channels: readonly PooledChannel[];
}

/** Reads quantiles from the records of a replication, in the order in which they are wished for; NaN where nothing was recorded. */
export type ReadQuantiles = (wishes: readonly QuantileWish[]) => Promise<readonly number[]>;

/** A function that asks for something else each time it is called is not called for ever. */
const MOST_CALLS = 20;

/**
 * Computes the responses of one replication.
 *
 * @param known quantiles that were read before
 * @param read undefined where the records were not kept
 * @throws DiscoError `CHANNEL_UNKNOWN`, `RESPONSE_INVALID`; what `read` throws
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
  const message = `responses asked for other quantiles in each of ${MOST_CALLS} calls; let them depend on their figures alone`;
  throw new DiscoError('RESPONSE_INVALID', message);
}

function valueOf(response: ExperimentResponse, figures: ReplicationFigures, hasRecords: boolean): ResponseValue {
  const found = response.sources.map((source) => computed(response, source, figures));
  if (!hasRecords && figures.wishes.size > 0)
    return { missing: 'its records, of which it needs a quantile, were not kept' };
  const strange = found.find((value) => !isMeasurable(value));
  if (found.some((value) => !isMeasurable(value))) return { missing: figures.lack ?? lackOf(strange) };
  const [first = NaN, second = NaN] = found;
  return response.kind === 'ratio' ? { numerator: first, denominator: second } : first;
}

function lackOf(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return 'its function gave none';
  return Math.abs(value) === Infinity
    ? `it is ${value}`
    : `it is ${value}, and statistics measure from -1e140 to 1e140`;
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
    // What comes of a quantile that is not read yet says nothing.
    if (wishes.size > 0 && !isDiscoError(cause)) return NaN;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const code = isDiscoError(cause, 'CHANNEL_UNKNOWN') ? 'CHANNEL_UNKNOWN' : 'RESPONSE_INVALID';
    throw new DiscoError(code, `response '${name}' cannot be computed: ${reason}`, {}, { cause });
  }
  if (value === undefined || typeof value === 'number') return value;
  throw new DiscoError('RESPONSE_INVALID', `response '${name}' is ${shownValue(value)}; let it return a number`);
}
