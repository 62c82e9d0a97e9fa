/** A figure computed from a channel's records in one replication, after the warm-up. */
export type ChannelFigure = 'mean' | 'count' | 'sum' | 'minimum' | 'maximum' | 'last' | 'deviation' | 'rate';

/**
 * Figures of channels in one replication, after the warm-up. A figure that the records do not determine, such as the mean of no
 * observations, is NaN; a response that is NaN counts as missing in that replication.
 *
 * @throws DiscoError, from all methods, `CHANNEL_UNKNOWN` if the replication has no such channel; `RESPONSE_INVALID` if channels of its
 * kind have no such figure
 */
export interface ChannelFigures {
  /** The average over time of a time-weighted channel; the plain mean of a series, a tally or a histogram. */
  mean(channel: string): number;
  /** Number of records; 0 if nothing was recorded. */
  count(channel: string): number;
  /** The sum of the records of a series, a tally or a histogram, exact for whole numbers; 0 if nothing was recorded. */
  sum(channel: string): number;
  minimum(channel: string): number;
  maximum(channel: string): number;
  /** The standard deviation: of the sample, or over time for a time-weighted channel. */
  deviation(channel: string): number;
  /** Records per unit of time. */
  rate(channel: string): number;
  /** The share of time that a state channel spent in a state, from 0 to 1. */
  share(channel: string, state: string): number;
  /**
   * The exact value below which a share `p` of the records lies. For a time-weighted channel, the value was below it for that share of
   * the time. It needs the records, so it is not available with `log: { keep: 'summary' }`.
   *
   * @param p from 0 to 1, such as 0.95
   */
  quantile(channel: string, p: number): number;
}

/** Selects nodes; all if empty. */
export interface NodeSelection {
  /** Node type, as in `stage`. */
  readonly type?: string | undefined;
  /** Labels of the channel, as in `{ echelon: '3' }`. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

/**
 * Figures over the same-named channels of several nodes, pooled as if they were one channel: means are weighted by the number of
 * records, except that time averages and shares of time weight all nodes equally. Nodes without records are left out.
 */
export interface AcrossFigures extends ChannelFigures {
  /** The sum of the nodes' means, such as the average stock of all nodes together; NaN if a node has no mean. */
  total(channel: string): number;
}

/** The figures of one replication, from which responses are computed. Channels are named `NODE/NAME`, such as `stage/Retail_0001/stock`. */
export interface ResponseFigures extends ChannelFigures {
  /** The last recorded value. */
  last(channel: string): number;
  /** The average over time of an element of a vector. @param index from 0 */
  element(channel: string, index: number): number;
  /** Whether the replication has this channel, which may depend on its parameters. */
  has(channel: string): boolean;
  /** Figures over several nodes, with channels given by name only: `across({ type: 'stage' }).mean('stock')`. */
  across(nodes?: NodeSelection): AcrossFigures;
  /**
   * The parameters of the case, with defaults.
   *
   * @param type the parameter class of the model
   */
  parameters<P extends object>(type: new (...args: never[]) => P): Readonly<P>;
  /** Time from the end of the warm-up to the horizon. */
  readonly duration: number;
}

/**
 * Computes a response of one replication. It may be called repeatedly, even for replications of earlier runs, so it must depend only on
 * its argument.
 *
 * @returns NaN or undefined if the replication has no value
 */
export type ResponseFunction = (figures: ResponseFigures) => number | undefined;

/** One figure of one channel; its mean by default. */
export type ChannelSource =
  | { readonly channel: string; readonly figure?: ChannelFigure | undefined }
  | { readonly channel: string; readonly share: string }
  | { readonly channel: string; readonly quantile: number };

export type ResponseSource = ResponseFunction | ChannelSource;

/**
 * The ratio of two sums over the replications, such as served customers to all customers. Its interval comes from the jackknife, because
 * the mean of the replications' own ratios would be biased.
 */
export interface RatioSource {
  readonly numerator: ResponseSource;
  readonly denominator: ResponseSource;
}

/** A response as declared in `defineExperiment`. */
export type ResponseDefinition =
  | ResponseFunction
  | ((ChannelSource | RatioSource | { readonly value: ResponseFunction }) & {
      /**
       * Unit for reports, such as `€ a day`. Default: for a figure of one channel, the unit of that channel, unless the figure is a count,
       * a rate or a share; otherwise none.
       */
      readonly unit?: string | undefined;
    });

/** A response of an experiment: one number per replication, or two for a ratio. Created by `defineExperiment`. */
export interface ExperimentResponse {
  readonly name: string;
  readonly kind: 'value' | 'ratio';
  /** Empty if not given. */
  readonly unit: string;
  /** The channel that it has its unit from, if it has no unit of its own. */
  readonly unitOf?: string;
  /** Its definition, in words or code. */
  readonly text: string;
  /** One function; for a ratio, the numerator and the denominator. */
  readonly sources: readonly ResponseFunction[];
}

/** The value of a response in one replication: a number, the two numbers of a ratio, or why it is missing. */
export type ResponseValue =
  number | { readonly numerator: number; readonly denominator: number } | { readonly missing: string };
