import { DiscoError } from '@disco-engine/kernel';
import * as statistics from '@disco-engine/statistics';
import type { ExperimentPrecision } from '../definition/experiment.js';
import { independentResponses } from '../definition/independent-responses.js';
import type { ExperimentResponse, ResponseValue } from '../definition/response.js';
import { channelHint } from '../responses/channel-hint.js';
import type { EndedReplication } from './ended-replication.js';
import { missingText } from './missing-text.js';

/** The values, in the replications of a case, of a response or channel mean whose precision is required. */
export class PrecisionSample {
  readonly #values = new Map<number, ResponseValue>();
  readonly #reasons: string[] = [];
  /** The channel that the unit is taken from, if it is that of one. */
  readonly #unitOf: string | undefined;
  #unit: string | undefined;

  /** @param declared the response whose precision is required, if it is not that of a channel */
  constructor(
    private readonly wanted: ExperimentPrecision,
    declared: Pick<ExperimentResponse, 'unit' | 'unitOf'> | undefined,
  ) {
    this.#unitOf = declared === undefined ? wanted.channel : declared.unitOf;
    this.#unit = this.#unitOf === undefined ? declared?.unit : undefined;
  }

  /** Name of the response or channel. */
  get name(): string {
    return this.wanted.response ?? this.wanted.channel ?? '';
  }

  /** Empty if there is none, or as long as it is unknown. */
  get unit(): string {
    return this.#unit ?? '';
  }

  /** @throws DiscoError `CHANNEL_UNKNOWN` */
  take(replication: number, ended: EndedReplication): void {
    const { response } = this.wanted;
    this.#unit ??= ended.channels.find(({ node, name }) => `${node}/${name}` === this.#unitOf)?.unit;
    const value =
      response === undefined ? meanOf(this.name, ended.channels) : (ended.responses?.[response] ?? NOT_COMPUTED);
    if (typeof value === 'object' && 'missing' in value) this.#reasons.push(value.missing);
    else this.#values.set(replication, value);
  }

  /** @param replications number of replications, including those that failed or have no value */
  stop(isAntithetic: boolean, replications: number): statistics.SequentialStop {
    return statistics.sequentialStop(independentResponses(isAntithetic, this.#values, replications), this.wanted);
  }

  /** A sentence on the finished replications without a value. */
  get missing(): string | undefined {
    return missingText(this.name, this.#values.size, this.#reasons);
  }
}

const NOT_COMPUTED: ResponseValue = { missing: 'it was not computed' };

function meanOf(wanted: string, channels: EndedReplication['channels']): ResponseValue {
  const channel = channels.find(({ node, name }) => `${node}/${name}` === wanted);
  if (channel === undefined || channel.kind === 'state' || channel.kind === 'vector')
    throw noSuchChannel(wanted, channels);
  const { mean, count } = channel;
  if (statistics.isMeasurable(mean)) return mean;
  if (count === 0) return { missing: 'nothing was recorded after the warm-up' };
  return { missing: mean === null ? 'its mean is not finite, or unknown' : 'its mean is beyond ±1e140' };
}

function noSuchChannel(wanted: string, channels: EndedReplication['channels']): DiscoError {
  const names = channels
    .filter(({ kind }) => kind !== 'state' && kind !== 'vector')
    .map(({ node, name }) => `${node}/${name}`);
  const hint = channelHint(wanted, names);
  return new DiscoError(
    'CHANNEL_UNKNOWN',
    `precision names channel '${wanted}', but there is no such channel with a mean; ${hint}`,
  );
}
