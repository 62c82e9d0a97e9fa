/** A number of a channel that its records come to in one replication, after the warm-up. */
export type ChannelFigure = 'mean' | 'count' | 'sum' | 'minimum' | 'maximum' | 'last' | 'deviation' | 'rate';

/**
 * Numbers of channels in one replication, after the warm-up. A number that the records of a replication do not come to, such as the mean
 * of no observation, is NaN; a response that is NaN counts as missing in that replication.
 *
 * @throws DiscoError, from all methods, `CHANNEL_UNKNOWN` where the replication has no such channel; `RESPONSE_INVALID` where its kind has
 * no such number
 */
export interface ChannelFigures {
  /** Of a time-weighted channel the average over time; of a series, a tally or a histogram the plain mean. */
  mean(channel: string): number;
  /** How many records there are; 0 where nothing was recorded. */
  count(channel: string): number;
  /** Of the records of a series, a tally or a histogram, but for rounding; 0 where nothing was recorded. */
  sum(channel: string): number;
  minimum(channel: string): number;
  maximum(channel: string): number;
  /** Standard deviation: that of the sample, or of a time-weighted channel over time. */
  deviation(channel: string): number;
  /** Records per unit of time. */
  rate(channel: string): number;
  /** Share of the time in which a channel of states was in a state, from 0 to 1. */
  share(channel: string, state: string): number;
  /**
   * The value below which a share of the records lies, exactly; of a time-weighted channel, below which the value was for that share of the
   * time. It needs the records, so it cannot be had with `log: { keep: 'summary' }`.
   *
   * @param p from 0 to 1, such as 0.95
   */
  quantile(channel: string, p: number): number;
}

/** Which nodes are meant; all without a choice. */
export interface NodeSelection {
  /** Node type, as in `stage`. */
  readonly type?: string | undefined;
  /** Labels that the channel was given, as in `{ echelon: '3' }`. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

/**
 * The same over the channels of one name of several nodes, as if all had recorded in one: means are weighted by the number of records,
 * those of time-weighted channels and of shares count each node the same. A node that has recorded nothing is left out.
 */
export interface AcrossFigures extends ChannelFigures {
  /** The sum of what `mean` is for each node, such as the average stock of all together; NaN where a node has none. */
  total(channel: string): number;
}

/** What a response is computed from: one replication. Channels are named `NODE/NAME`, such as `stage/Retail_0001/stock`. */
export interface ResponseFigures extends ChannelFigures {
  /** The value recorded last. */
  last(channel: string): number;
  /** Average over time of an element of a vector. @param index from 0 */
  element(channel: string, index: number): number;
  /** Whether the replication has a channel, which may depend on its parameters. */
  has(channel: string): boolean;
  /** Over several nodes, whose channels go by their names alone: `across({ type: 'stage' }).mean('stock')`. */
  across(nodes?: NodeSelection): AcrossFigures;
  /**
   * The parameters of the case, with defaults.
   *
   * @param type the parameter class of the model
   */
  parameters<P extends object>(type: new (...args: never[]) => P): Readonly<P>;
  /** From the end of the warm-up to the horizon. */
  readonly duration: number;
}

/**
 * Computes a response of one replication. It may be called more than once, also for replications of earlier runs, so that it must depend on
 * nothing but what it is given.
 *
 * @returns NaN or undefined where the replication has none
 */
export type ResponseFunction = (figures: ResponseFigures) => number | undefined;

/** One number of one channel: its mean where nothing else is named. */
export type ChannelSource =
  | { readonly channel: string; readonly figure?: ChannelFigure | undefined }
  | { readonly channel: string; readonly share: string }
  | { readonly channel: string; readonly quantile: number };

export type ResponseSource = ResponseFunction | ChannelSource;

/**
 * The ratio of two sums over the replications, such as served to all customers. Its interval is that of the jackknife: a mean of the ratios
 * of single replications would be biased.
 */
export interface RatioSource {
  readonly numerator: ResponseSource;
  readonly denominator: ResponseSource;
}

/** What a response is, as `defineExperiment` is told. */
export type ResponseDefinition =
  | ResponseFunction
  | ((ChannelSource | RatioSource | { readonly value: ResponseFunction }) & {
      /** For reports, as in `€ a day`. */
      readonly unit?: string | undefined;
    });

/** A response of an experiment: one number of each replication, or two for a ratio. Made by `defineExperiment`. */
export interface ExperimentResponse {
  readonly name: string;
  readonly kind: 'value' | 'ratio';
  /** Empty where nobody said. */
  readonly unit: string;
  /** What it is, in words or code. */
  readonly text: string;
  /** Of a ratio its numerator and its denominator. */
  readonly sources: readonly ResponseFunction[];
}

/** What a response is in one replication: a number, the two of a ratio, or why it has none. */
export type ResponseValue =
  number | { readonly numerator: number; readonly denominator: number } | { readonly missing: string };
