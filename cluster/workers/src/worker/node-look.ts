import type { Subscription } from '@disco-engine/kernel';
import type { Simulation } from '@disco-engine/sdk';
import { systemClock, type Clock } from '@disco-engine/transports/clock';

/** What to look at: how often nodes are activated, or the last value of a channel. */
export type LookRequest = { readonly by: 'activity' } | { readonly by: 'channel'; readonly channel: string };

/** A figure of some nodes, now. */
export interface NodeFigures {
  /** The channels with numbers that nodes have, by name; at most 100. */
  readonly channels: readonly string[];
  /**
   * By node. Activity is in activations a second since the last look, and 0 for a node without any; the first look only begins to count.
   * A node without a value of the channel is missing.
   */
  readonly values: readonly (readonly [node: string, value: number])[];
}

/** Looks at the nodes of a part while it runs. Observes activations only while somebody looks, and changes nothing. */
export class NodeLook {
  #counting: { readonly counts: Map<string, number>; readonly subscription: { unsubscribe(): void } } | undefined;
  #lookedAt = 0;
  #since = 0;

  #channels: readonly string[] | undefined;

  constructor(
    private readonly simulation: Pick<Simulation, 'channels' | 'summaries' | 'epoch' | 'activations' | 'nodeNames'>,
    private readonly clock: Clock = systemClock,
  ) {}

  now(request: LookRequest): NodeFigures {
    const channels = this.#channelNames();
    if (request.by === 'activity') return { channels, values: this.#activity() };
    const own = this.simulation
      .summaries(this.simulation.epoch, request.channel)
      .filter(({ kind }) => HAS_VALUE.has(kind));
    return { channels, values: own.flatMap(({ node, last }) => (last === null ? [] : [[node, last] as const])) };
  }

  /** They do not change during a run, and there may be very many channels. */
  #channelNames(): readonly string[] {
    const withValue = (): string[] =>
      this.simulation.channels.flatMap(({ name, kind }) => (HAS_VALUE.has(kind) ? [name] : []));
    this.#channels ??= [...new Set(withValue())].sort().slice(0, MOST_CHANNELS);
    return this.#channels;
  }

  #activity(): (readonly [string, number])[] {
    const now = this.clock.now();
    this.#lookedAt = now;
    this.#counting ??= this.#start(now);
    const seconds = (now - this.#since) / 1000;
    const { counts } = this.#counting;
    const rateOf = (node: string): readonly [string, number] => [node, (counts.get(node) ?? 0) / seconds];
    const rates = seconds > 0 ? this.simulation.nodeNames.map(rateOf) : [];
    counts.clear();
    this.#since = now;
    return rates;
  }

  #start(now: number): {
    readonly counts: Map<string, number>;
    readonly subscription: Pick<Subscription, 'unsubscribe'>;
  } {
    this.#since = now;
    const counts = new Map<string, number>();
    let seen = 0;
    const subscription = this.simulation.activations.subscribe(({ node }) => {
      counts.set(node, (counts.get(node) ?? 0) + 1);
      // Nobody says that they do not look any more.
      if (++seen % BETWEEN_CHECKS === 0 && this.clock.now() - this.#lookedAt > LOOKS_WITHIN) this.#stop();
    });
    return { counts, subscription };
  }

  #stop(): void {
    this.#counting?.subscription.unsubscribe();
    this.#counting = undefined;
  }
}

/** Kinds of channels whose last value is a number that means something by itself. */
const HAS_VALUE: ReadonlySet<string> = new Set(['series', 'time-weighted', 'tally', 'histogram']);
const MOST_CHANNELS = 100;
/** Activations between two checks whether anybody still looks. */
const BETWEEN_CHECKS = 256;
/** Milliseconds. */
const LOOKS_WITHIN = 5_000;
