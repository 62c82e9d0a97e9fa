import { DiscoError } from '@disco-engine/kernel';
import type { AcrossFigures, ChannelFigures, NodeSelection, ResponseFigures } from '../definition/response.js';
import type { ChannelIndex } from './channel-index.js';
import type { Pool } from './pool.js';

/** A quantile that a response uses. */
export interface QuantileWish {
  readonly pool: Pool;
  readonly p: number;
}

/** The parts of a replication that responses depend on. */
export interface FiguredReplication {
  readonly index: ChannelIndex;
  /** An instance of the model's parameter class; undefined if it has none. */
  readonly parameters: object | undefined;
  readonly duration: number;
}

/** Supplies functions with the figures of one replication, and records the quantiles that they ask for. */
export class ReplicationFigures {
  /** Requested quantiles that are not known yet, by share and pool; once they are known, the functions are called again. */
  readonly wishes = new Map<string, QuantileWish>();
  /** Requested quantiles that are known. */
  readonly used = new Map<string, number>();
  /** Why the first NaN figure has no value. */
  lack: string | undefined;
  readonly figures: ResponseFigures;

  /** @param known quantiles, NaN for those without a value */
  constructor(
    { index, parameters, duration }: FiguredReplication,
    private readonly known: ReadonlyMap<string, number>,
  ) {
    const one = (name: string): Pool => index.one(name);
    this.figures = {
      ...this.#figuresOf(one, duration),
      last: (channel) => this.#told(one(channel), 'last value', (pool) => pool.last),
      element: (channel, at) => this.#told(one(channel), `element ${at}`, (pool) => pool.element(at)),
      has: (channel) => index.has(channel),
      across: (nodes: NodeSelection = {}): AcrossFigures => {
        const all = (name: string): Pool => index.across(nodes, name);
        const total = (name: string): number => this.#told(all(name), 'total', (pool) => pool.total);
        return { ...this.#figuresOf(all, duration), total };
      },
      parameters: (type) => parametersOf(parameters, type),
      duration,
    };
  }

  #figuresOf(pool: (name: string) => Pool, duration: number): ChannelFigures {
    return {
      mean: (name) => this.#told(pool(name), 'mean', (one) => one.mean),
      count: (name) => pool(name).count,
      sum: (name) => this.#told(pool(name), 'sum', (one) => one.sum),
      minimum: (name) => this.#told(pool(name), 'minimum', (one) => one.minimum),
      maximum: (name) => this.#told(pool(name), 'maximum', (one) => one.maximum),
      deviation: (name) => this.#told(pool(name), 'deviation', (one) => one.deviation),
      rate: (name) => pool(name).count / duration,
      share: (name, state) => this.#told(pool(name), `share of ${state}`, (one) => one.share(state)),
      quantile: (name, p) => this.#told(pool(name), `${p} quantile`, (one) => this.#quantile(one, p)),
    };
  }

  #quantile(pool: Pool, p: number): number {
    pool.checkQuantile(p);
    const key = `${p} ${pool.text}`;
    const value = this.known.get(key);
    if (value === undefined) this.wishes.set(key, { pool, p });
    else this.used.set(key, value);
    return value ?? NaN;
  }

  #told(pool: Pool, what: string, figure: (pool: Pool) => number): number {
    const value = figure(pool);
    if (!Number.isFinite(value)) this.lack ??= `${pool.text} has no ${what}: ${lackOf(pool, what)}`;
    return value;
  }
}

function lackOf({ count, channels }: Pool, what: string): string {
  if (count === 0) return 'nothing was recorded after the warm-up';
  if (count === 1 && what === 'deviation') return 'there is only one record';
  const empty = channels.find(({ mean }) => mean === null);
  return what === 'total' && empty !== undefined ? `${empty.node} has no mean` : 'it is not finite, or unknown';
}

function parametersOf<P extends object>(
  parameters: object | undefined,
  type: new (...args: never[]) => P,
): Readonly<P> {
  if (parameters instanceof type) return parameters;
  const own = parameters === undefined ? 'none' : parameters.constructor.name;
  const message = `the parameter class of the model is ${own}, not ${type.name}; pass that class`;
  throw new DiscoError('RESPONSE_INVALID', message);
}
