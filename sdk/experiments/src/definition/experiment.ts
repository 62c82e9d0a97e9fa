import type { ModelClass, Placement, Scenario } from '@disco-engine/sdk';
import type { Precision } from '@disco-engine/statistics';
import type { ExperimentResponse, ResponseDefinition } from './response.js';

/** What becomes of what the nodes of an experiment log; see `DataLogger`. */
export interface ExperimentLog {
  /** Whether each replication keeps all records, which is the default, or summaries after the warm-up alone. */
  readonly keep?: 'records' | 'summary' | undefined;
  /** Whether a replication whose records cannot be kept fails, which is the default, or goes on with summaries alone. */
  readonly onFailure?: 'fail' | 'summary' | undefined;
}

/** How well a response, or the mean of a channel, is to be known; of a channel that is a number, so no vector and no state. */
export interface ExperimentPrecision extends Precision {
  /** Node and name, such as `stage/Retail_0001/wait`. */
  readonly channel?: string;
  /** The name of a response that the experiment declares, in place of a channel. */
  readonly response?: string;
}

/** A scenario, the id of one in the store, or what makes one when it is needed. */
export type ScenarioSource = Scenario | string | (() => Scenario | PromiseLike<Scenario>);

/** One set of parameters of an experiment. */
export interface ExperimentCase {
  /** From 0. */
  readonly number: number;
  /** Values for fields of the model's parameter class. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** How many replications of it, where that is not the number that the experiment has for all: candidates of an optimisation differ. */
  readonly asked?: number;
}

/** What is to be run: a model on a scenario, with each case so many times. Made and checked by `defineExperiment`. */
export interface Experiment {
  readonly name: string;
  readonly model: ModelClass;
  /** The name that `@Model` gives. */
  readonly modelName: string;
  readonly scenario: ScenarioSource;
  /** The horizon of each replication: every activation before this epoch is made. */
  readonly duration: number;
  /** Epoch from which on statistics count. */
  readonly warmup: number;
  /** How many of each case; with `precision`, at most. */
  readonly replications: number;
  /** A case has enough replications as soon as all of these are met; with none it has them when all are made. */
  readonly precision: readonly ExperimentPrecision[];
  /** What its cases are judged by, in the order in which they were declared. */
  readonly responses: readonly ExperimentResponse[];
  readonly log: ExperimentLog;
  /** Master seed. */
  readonly seed: number;
  /** At least one. */
  readonly cases: readonly ExperimentCase[];
  /** Whether the same replication of two cases draws the same numbers. */
  readonly commonRandomNumbers: boolean;
  /** Whether each odd replication is the antithetic one of that before it. */
  readonly antithetic: boolean;
  /** How many workers share one replication. */
  readonly workers: number;
  readonly placement: Placement | undefined;
  /** Whether the model calls no function of `Math` that engines may round in their own way; see `RunSettings`. */
  readonly portableMath: boolean;
  /** Of time, such as `days`, for reports; empty where nobody said. */
  readonly unit: string;
}

/** What `defineExperiment` is told. */
export interface ExperimentOptions {
  /** That of the model by default. */
  readonly name?: string | undefined;
  readonly scenario: ScenarioSource;
  /** Above 0. */
  readonly duration: number;
  /** From 0 to below `duration`; 0 by default. */
  readonly warmup?: number | undefined;
  /** From 1; 1 by default. */
  readonly replications?: number | undefined;
  /**
   * Ends each case as soon as this is known so well, with `replications` as the most. Which replication is the last one does not
   * depend on how many run side by side. A mean of results that do not vary never counts as known; see `sequentialStop`.
   */
  readonly precision?: ExperimentPrecision | readonly ExperimentPrecision[] | undefined;
  /**
   * What its cases are judged by, each computed for each replication from what it has logged. Those of replications that are there
   * already are computed without running them again.
   *
   * @example
   * responses: {
   *   cost: ({ sum, mean, duration }) => (300 * sum('shop/Ulm/lost')) / duration + 20 * mean('shop/Ulm/bikes'),
   *   peak: { channel: 'shop/Ulm/bikes', figure: 'maximum' },
   *   late: { channel: 'shop/Ulm/wait', quantile: 0.95, unit: 'days' },
   *   served: { numerator: ({ count }) => count('shop/Ulm/wait'), denominator: ({ count }) => count('shop/Ulm/lost') },
   * }
   */
  readonly responses?: Readonly<Record<string, ResponseDefinition>> | undefined;
  readonly log?: ExperimentLog | undefined;
  /** From 0 to 2^53 - 1; 0 by default. */
  readonly seed?: number | undefined;
  /** Values of parameters; an array is several of them, and each combination with those of other parameters is a case. */
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
  /** Cases one by one, with `parameters` for what they leave out; such as `latinHypercube` makes them. */
  readonly cases?: readonly Readonly<Record<string, unknown>>[] | undefined;
  /** true by default. */
  readonly commonRandomNumbers?: boolean | undefined;
  /**
   * Whether replications come in pairs: 2k and 2k + 1 draw complements of each other. The means of pairs, not those of single
   * replications, are then independent. false by default; the number of replications must be even.
   */
  readonly antithetic?: boolean | undefined;
  /** From 1; 1 by default, which lets replications run side by side. */
  readonly workers?: number | undefined;
  readonly placement?: Placement | undefined;
  /**
   * Whether the model calculates by `math` alone, so that replications may be of machines on which `Math` differs; false by default.
   */
  readonly portableMath?: boolean | undefined;
  readonly unit?: string | undefined;
}
