import { DiscoError } from '@disco-engine/kernel';
import type { ChannelOptions, TotalDescription } from './log-channel.js';
import type { Outlet } from './recorder.js';
import { TotalFeed } from './total-feed.js';
import type { TotalHost } from './total-host.js';
import type { TimeWeightedRecorder } from './time-weighted-recorder.js';

/** A total over nodes; see `total`. */
export class Total {
  /** By log; each run has one. */
  static readonly #feeds = new WeakMap<object, Map<string, { readonly of: Total; readonly feed: TotalFeed }>>();

  /** @internal Made by `total`. */
  constructor(readonly description: TotalDescription) {}

  get name(): string {
    return this.description.name;
  }

  /** @internal Makes the recorder of a member. @throws DiscoError `LOG_NAME_TAKEN` */
  recorder(log: TotalHost, outlet: Outlet, node: string, name: string): TimeWeightedRecorder {
    return this.#feed(log).member(outlet, node, name);
  }

  /** The feed of a run; its channel is registered on first use. */
  #feed(log: TotalHost): TotalFeed {
    const feeds = Total.#feeds.get(log) ?? new Map<string, { readonly of: Total; readonly feed: TotalFeed }>();
    Total.#feeds.set(log, feeds);
    const known = feeds.get(this.name);
    if (known === undefined) {
      const feed = new TotalFeed(log, this.description);
      feeds.set(this.name, { of: this, feed });
      return feed;
    }
    if (known.of === this) return known.feed;
    const message = `two totals are called '${this.name}'; declare it once, and let all nodes feed that one`;
    throw new DiscoError('LOG_NAME_TAKEN', message, { channel: this.name });
  }
}

/**
 * Declares a total over nodes: at any time, the sum of the values of all time-weighted channels that name it, each 0 before its
 * first record. It is a time-weighted channel itself, `total/NAME`, whose records and figures are the same whatever workers the
 * nodes are on.
 *
 * @example
 * const inSystem = total('customers');
 * // in the constructor of each station
 * this.queue = log.timeWeighted('queue', { across: inSystem });
 */
export function total(name: string, options: ChannelOptions = {}): Total {
  const { unit = '', labels = {} } = options;
  if (name !== '') return new Total({ name, unit, labels: { ...labels } });
  throw new DiscoError('ARGUMENT_INVALID', "a total has no name; give it one, as in total('customers')");
}
