import { DiscoError } from '@disco-engine/kernel';
import { HistogramRecorder } from './histogram-recorder.js';
import type { ChannelOptions, LogChannel, LogKind } from './log-channel.js';
import type { Outlet, Recorder } from './recorder.js';
import type { RunLog } from './run-log.js';
import { SampleRecorder } from './sample-recorder.js';
import { StateRecorder } from './state-recorder.js';
import { TimeWeightedRecorder } from './time-weighted-recorder.js';
import type { Total } from './total.js';
import { VectorRecorder } from './vector-recorder.js';

/** The options of a time-weighted channel. */
export interface TimeWeightedOptions extends ChannelOptions {
  readonly across?: Total | undefined;
}

/** The node that a logger belongs to. */
export interface LoggedNode {
  readonly name: string;
  /** Number of its vertices. */
  readonly size: number;
  /** Has the current epoch. */
  readonly clock: { readonly epoch: number };
}

/**
 * The log of a node, injected into its constructor. The node registers its channels there or in `@OnInit`, each name once,
 * keeps the recorders, and records with them in its handlers.
 *
 * Logging never changes a result: a recorder sends and draws nothing, and the node cannot read anything back.
 *
 * @throws DiscoError, from all methods: `LOG_NAME_TAKEN`; `LOG_TOO_LATE` after all nodes have been made; `ARGUMENT_INVALID`
 *
 * @example
 * constructor(log: DataLogger) { this.stock = log.timeWeighted('stock', { unit: 'pieces' }); }
 * // in a handler
 * this.stock.record(this.onHand);
 */
export class DataLogger {
  readonly #log: RunLog;
  readonly #node: LoggedNode;
  readonly #names = new Set<string>();

  /** @internal */
  constructor(log: RunLog, node: LoggedNode) {
    this.#log = log;
    this.#node = node;
  }

  /** Registers a channel of values over time, such as the quantity of each order. */
  series(name: string, options: ChannelOptions = {}): SampleRecorder {
    return this.#add('series', name, options, {}, (outlet) => new SampleRecorder(outlet));
  }

  /**
   * Registers a channel for a value that holds until the next one, such as a stock; its mean is the average over time.
   *
   * @param options.across a total over nodes that it contributes to; see `total`
   */
  timeWeighted(name: string, options: TimeWeightedOptions = {}): TimeWeightedRecorder {
    const { across } = options;
    const make = (outlet: Outlet): TimeWeightedRecorder =>
      across?.recorder(this.#log, outlet, this.#node.name, name) ?? new TimeWeightedRecorder(outlet);
    return this.#add('time-weighted', name, options, across && { across: across.description }, make);
  }

  /** Registers a channel of observations without regard to time, such as waiting times. */
  tally(name: string, options: ChannelOptions = {}): SampleRecorder {
    return this.#add('tally', name, options, {}, (outlet) => new SampleRecorder(outlet));
  }

  /**
   * Registers a channel of observations counted in bins.
   *
   * @param options.edges of the bins: at least two finite numbers, ascending
   */
  histogram(name: string, options: ChannelOptions & { readonly edges: readonly number[] }): HistogramRecorder {
    const edges = Float64Array.from(options.edges);
    if (
      edges.length < 2 ||
      !edges.every((edge, at) => Number.isFinite(edge) && (at === 0 || edge > (edges[at - 1] ?? NaN)))
    )
      throw this.#invalid(
        name,
        `has edges ${options.edges.join(', ')}; give at least two finite numbers in ascending order`,
      );
    const more = { size: edges.length - 1, edges: [...edges] };
    return this.#add('histogram', name, options, more, (outlet) => new HistogramRecorder(outlet, edges));
  }

  /** Registers a channel with one value for each vertex of the node, in the order of their keys. */
  vector(name: string, options: ChannelOptions = {}): VectorRecorder {
    const { size } = this.#node;
    return this.#add('vector', name, options, { size }, (outlet) => new VectorRecorder(outlet, size));
  }

  /**
   * Registers a channel for the state that the node is in, out of a given list.
   *
   * @param options.states their names: at least one, each once
   */
  state<const State extends string>(
    name: string,
    options: ChannelOptions & { readonly states: readonly State[] },
  ): StateRecorder<State> {
    const states = [...options.states];
    if (states.length === 0 || new Set(states).size !== states.length)
      throw this.#invalid(name, `has states ${states.join(', ') || 'none'}; give at least one, each only once`);
    return this.#add('state', name, options, { states }, (outlet) => new StateRecorder(outlet, states));
  }

  #add<Kind extends Recorder>(
    kind: LogKind,
    name: string,
    { unit = '', labels = {} }: ChannelOptions,
    more: Partial<Pick<LogChannel, 'size' | 'edges' | 'states' | 'across'>> | undefined,
    make: (outlet: Outlet) => Kind,
  ): Kind {
    const { name: node, clock } = this.#node;
    if (this.#log.begun) {
      const message = `node '${node}' registered log channel '${name}' during the run; register it in the constructor or in @OnInit`;
      throw new DiscoError('LOG_TOO_LATE', message, { node });
    }
    if (this.#names.has(name)) {
      const message = `node '${node}' registered log channel '${name}' twice; give each channel its own name`;
      throw new DiscoError('LOG_NAME_TAKEN', message, { node });
    }
    if (name === '') throw this.#invalid(name, 'has no name');
    this.#names.add(name);
    return this.#log.register({ node, name, kind, unit, labels: { ...labels }, size: 1, ...more }, clock, make);
  }

  #invalid(name: string, what: string): DiscoError {
    const { name: node } = this.#node;
    return new DiscoError('ARGUMENT_INVALID', `log channel '${name}' of node '${node}' ${what}`, { node });
  }
}
