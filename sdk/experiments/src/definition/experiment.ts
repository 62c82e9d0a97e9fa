import type { ModelClass, Placement, Scenario } from '@disco-engine/sdk';
import type { Precision } from '@disco-engine/statistics';
import type { ExperimentResponse, ResponseDefinition } from './response.js';

/** How an experiment keeps the data that its nodes log; see `DataLogger`. */
export interface ExperimentLog {
  /** Whether each replication keeps all records (the default) or only summaries after the warm-up. */
  readonly keep?: 'records' | 'summary' | undefined;
  /** Whether a replication whose records cannot be kept fails (the default) or continues with summaries only. */
  readonly onFailure?: 'fail' | 'summary' | undefined;
}

/** The required precision of a response, or of the mean of a numeric channel (not a vector or a state). */
export interface ExperimentPrecision extends Precision {
  /** Node and name of the channel, such as `stage/Retail_0001/wait`. */
  readonly channel?: string;
  /** The name of a declared response, instead of a channel. */
  readonly response?: string;
}

/** A scenario, the id of a scenario in the store, or a function that creates one on demand. */
export type ScenarioSource = Scenario | string | (() => Scenario | PromiseLike<Scenario>);

/** One set of parameters of an experiment. */
export interface ExperimentCase {
  /** Numbered from 0. */
  readonly number: number;
  /** Values for fields of the model's parameter class. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Number of replications, if it differs from the experiment's: candidates of an optimisation get different numbers. */
  readonly asked?: number;
}

/** An experiment: a model on a scenario, with several replications of each case. Created and checked by `defineExperiment`. */
export interface Experiment {
  readonly name: string;
  readonly model: ModelClass;
  /** The name given to `@Model`. */
  readonly modelName: string;
  readonly scenario: ScenarioSource;
  /** The horizon of each replication: all activations before this epoch run. */
  readonly duration: number;
  /** Epoch from which statistics count. */
  readonly warmup: number;
  /** Number of replications of each case; with `precision`, the maximum. */
  readonly replications: number;
  /** A case stops as soon as all of these are met. Without any, it runs all `replications`. */
  readonly precision: readonly ExperimentPrecision[];
  /** The responses of each case, in the order declared. */
  readonly responses: readonly ExperimentResponse[];
  readonly log: ExperimentLog;
  /** Master seed. */
  readonly seed: number;
  /** At least one. */
  readonly cases: readonly ExperimentCase[];
  /** Whether replications with the same number draw the same random numbers in all cases. */
  readonly commonRandomNumbers: boolean;
  /** Whether each odd replication is the antithetic counterpart of the one before it. */
  readonly antithetic: boolean;
  /** Number of workers that share one replication. */
  readonly workers: number;
  readonly placement: Placement | undefined;
  /** Whether the model avoids all functions of `Math` that JavaScript engines may round differently; see `RunSettings`. */
  readonly portableMath: boolean;
  /** Unit of time for reports, such as `days`; empty if not given. */
  readonly unit: string;
}

/** Options of `defineExperiment`. */
export interface ExperimentOptions {
  /** Default: the name of the model. */
  readonly name?: string | undefined;
  readonly scenario: ScenarioSource;
  /** Above 0. */
  readonly duration: number;
  /** At least 0 and below `duration`. Default: 0. */
  readonly warmup?: number | undefined;
  /** At least 1. Default: 1. */
  readonly replications?: number | undefined;
  /**
   * Stops each case as soon as this precision is reached, after at most `replications`. Which replication is the last does not depend
   * on how many run in parallel. Results that do not vary never count as precise; see `sequentialStop`.
   */
  readonly precision?: ExperimentPrecision | readonly ExperimentPrecision[] | undefined;
  /**
   * Responses that measure the cases, each computed per replication from its logged data. For existing replications they are computed
   * without running them again.
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
  /** From 0 to 2^53 - 1. Default: 0. */
  readonly seed?: number | undefined;
  /** Parameter values. An array lists several values; every combination of the values of all parameters is a case. */
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
  /** An explicit list of cases, for example from `latinHypercube`; `parameters` supplies the parameters that a case omits. */
  readonly cases?: readonly Readonly<Record<string, unknown>>[] | undefined;
  /** Default: true. */
  readonly commonRandomNumbers?: boolean | undefined;
  /**
   * Whether replications come in pairs: 2k and 2k + 1 draw complementary random numbers. Then the means of pairs are independent, not
   * those of single replications, and the number of replications must be even. Default: false.
   */
  readonly antithetic?: boolean | undefined;
  /** At least 1. Default: 1, which lets replications run in parallel. */
  readonly workers?: number | undefined;
  readonly placement?: Placement | undefined;
  /**
   * Whether the model uses only `math` for its calculations, so that replications from machines with a different `Math` may be mixed.
   * Default: false.
   */
  readonly portableMath?: boolean | undefined;
  readonly unit?: string | undefined;
}
