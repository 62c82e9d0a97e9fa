import type { ChannelSummary } from '@disco-engine/sdk';
import { DiscoError, nearName, shownText, shownValue } from '@disco-engine/kernel';

/** A channel of a pool: its summary in one replication. */
export type PooledChannel = Pick<ChannelSummary, 'node' | 'name' | 'kind' | 'labels' | 'count' | 'mean' | 'deviation'> &
  Pick<ChannelSummary, 'sum' | 'minimum' | 'maximum' | 'last' | 'shares' | 'means'>;

/** Weight, mean and sum of squared deviations of merged records. */
interface Moments {
  readonly weight: number;
  readonly mean: number;
  readonly squares: number;
}

/**
 * Channels of one kind, a single one or one from each of several nodes. Their figures are those of all their records together, or NaN
 * without records. The channels are in canonical order, so that figures are the same to the bit on every machine.
 */
export class Pool {
  readonly kind: PooledChannel['kind'];

  /**
   * @param channels at least one, all of one kind
   * @param text names them in messages
   */
  constructor(
    readonly channels: readonly [PooledChannel, ...PooledChannel[]],
    readonly text: string,
  ) {
    this.kind = channels[0].kind;
  }

  /** @throws DiscoError `RESPONSE_INVALID` for a state or vector channel, which has no mean */
  get mean(): number {
    this.#refuse('mean', 'state', 'vector');
    return this.#moments().mean;
  }

  get total(): number {
    this.#refuse('total', 'state', 'vector');
    return this.channels.reduce((sum, { mean }) => sum + (mean ?? NaN), 0);
  }

  get count(): number {
    return this.channels.reduce((sum, { count }) => sum + count, 0);
  }

  get sum(): number {
    this.#refuse('sum', 'state', 'vector', 'time-weighted');
    return this.channels.reduce((sum, channel) => sum + sumOf(channel), 0);
  }

  get minimum(): number {
    this.#refuse('minimum', 'state');
    return this.#extreme(({ minimum }) => minimum, Math.min);
  }

  get maximum(): number {
    this.#refuse('maximum', 'state');
    return this.#extreme(({ maximum }) => maximum, Math.max);
  }

  get last(): number {
    this.#refuse('last value', 'vector');
    return this.channels[0].last ?? NaN;
  }

  get deviation(): number {
    this.#refuse('deviation', 'state', 'vector');
    // Exactly as summarized.
    if (this.channels.length === 1) return this.channels[0].deviation ?? NaN;
    const { weight, squares } = this.#moments();
    // Rounding may leave squares just below 0.
    return Math.sqrt(Math.max(0, squares) / (this.kind === 'time-weighted' ? weight : weight - 1));
  }

  share(state: string): number {
    this.#refuse('share of a state', 'series', 'time-weighted', 'tally', 'histogram', 'vector');
    let [sum, nodes] = [0, 0];
    for (const { node, shares = {} } of this.channels) {
      const states = Object.keys(shares);
      if (!Object.hasOwn(shares, state)) throw unknownState(state, `${this.text} of ${node}`, states);
      // All are 0 if no time has passed since a state was entered.
      if (!states.some((name) => (shares[name] ?? 0) > 0)) continue;
      sum += shares[state] ?? NaN;
      nodes += 1;
    }
    return sum / nodes;
  }

  element(index: number): number {
    this.#refuse('element', 'series', 'time-weighted', 'tally', 'histogram', 'state');
    const { means = [] } = this.channels[0];
    // There are none if no time has passed.
    if (means.length === 0) return NaN;
    const mean = means[index];
    if (mean !== undefined) return mean;
    throw new DiscoError(
      'RESPONSE_INVALID',
      `${this.text} has no element ${index}; give a whole number from 0 to ${means.length - 1}`,
    );
  }

  /** Rejects quantiles of kinds that have none, and invalid `p`. */
  checkQuantile(p: number): void {
    this.#refuse('quantile', 'state', 'vector');
    if (!(typeof p === 'number' && p >= 0 && p <= 1))
      throw new DiscoError('RESPONSE_INVALID', `quantile ${shownValue(p)} of ${this.text}: give a number from 0 to 1`);
  }

  #extreme(figure: (channel: PooledChannel) => number | null, better: (a: number, b: number) => number): number {
    const known = this.channels.map(figure).filter((value) => value !== null);
    return known.length === 0 ? NaN : known.reduce((a, b) => better(a, b));
  }

  /** T. F. Chan, G. H. Golub and R. J. LeVeque, The American Statistician 37(3), 1983. */
  #moments(): Moments {
    const isTimed = this.kind === 'time-weighted';
    let merged: Moments = { weight: 0, mean: NaN, squares: NaN };
    for (const { count, mean, deviation } of this.channels) {
      const isEmpty = isTimed ? mean === null : count === 0;
      if (isEmpty) continue;
      const weight = isTimed ? 1 : count;
      // A single record has no deviation, and contributes none.
      const spread = deviation ?? (count === 1 ? 0 : NaN);
      const squares = spread * spread * (isTimed ? 1 : count - 1);
      merged = mergeOf(merged, { weight, mean: mean ?? NaN, squares });
    }
    return merged;
  }

  #refuse(what: string, ...kinds: readonly PooledChannel['kind'][]): void {
    if (!kinds.includes(this.kind)) return;
    const remedy = what === 'sum' && this.kind === 'time-weighted' ? '; multiply the mean by the duration' : '';
    const message = `${this.text} is of kind ${this.kind}, which has no ${what}${remedy}`;
    throw new DiscoError('RESPONSE_INVALID', message);
  }
}

/** Results of earlier versions have no sum, only the mean, which is rounded. */
function sumOf({ sum, count, mean }: PooledChannel): number {
  if (count === 0) return 0;
  return sum === undefined ? (mean ?? NaN) * count : (sum ?? NaN);
}

function mergeOf(a: Moments, b: Moments): Moments {
  if (a.weight === 0) return b;
  const weight = a.weight + b.weight;
  const distance = b.mean - a.mean;
  const share = b.weight / weight;
  return {
    weight,
    mean: a.mean + distance * share,
    squares: a.squares + b.squares + distance * distance * share * a.weight,
  };
}

function unknownState(state: string, channel: string, states: readonly string[]): DiscoError {
  const near = nearName(state, states);
  const hint = near === undefined ? `it has: ${states.join(', ')}` : `did you mean ${shownText(near)}?`;
  return new DiscoError('RESPONSE_INVALID', `${channel} has no state ${shownText(state)}; ${hint}`);
}
