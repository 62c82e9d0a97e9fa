import type { ModelClass, Placement } from '@disco-engine/sdk';
import type { Experiment, ExperimentLog, ScenarioSource } from '../../definition/experiment.js';
import type { ResponseDefinition } from '../../definition/response.js';
import type { Constraint } from '../search/space.js';
import type { ChoiceVariable, Variable } from '../search/variables.js';

/** The quantity to minimise or maximise: a declared response, or the mean of a numeric channel (not a vector or a state). */
export type Objective =
  | { readonly response: string }
  | {
      /** Node and name of the channel, such as `stage/Retail_0001/wait`. */
      readonly channel: string;
    };

/** The name of the response or channel. */
export function objectiveName(objective: Objective): string {
  return 'response' in objective ? objective.response : objective.channel;
}

/** Variables by parameter name. */
export type Variables = Readonly<Record<string, Variable>>;

/** The search for the values of variables with which a model performs best. Created and checked by `defineOptimisation`. */
export interface Optimisation<Own extends Variables = Variables> {
  /** Settings that all candidates share; its cases are the initial candidates of the search. */
  readonly experiment: Experiment;
  readonly model: ModelClass;
  readonly variables: Own;
  /** The other parameters, the same for every candidate. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly constraints: readonly Constraint[];
  readonly best: 'greatest' | 'least';
  readonly objective: Objective;
  readonly budget: number;
  readonly replications: number;
  readonly finalists: number;
  readonly first: number;
  readonly indifference: number;
  readonly confidence: number;
}

type ValueOf<Own> = Own extends ChoiceVariable<infer Value> ? Value : number;

/** The values of the variables in one candidate. */
export type VariableValues<Own extends Variables> = { readonly [Name in keyof Own]: ValueOf<Own[Name]> };

/** Options of `defineOptimisation`. */
export interface OptimisationOptions<Own extends Variables> {
  /** Default: the name of the model. */
  readonly name?: string | undefined;
  readonly scenario: ScenarioSource;
  /** The horizon of each replication; above 0. */
  readonly duration: number;
  /** At least 0 and below `duration`. Default: 0. */
  readonly warmup?: number | undefined;
  /** The possible values of parameters: `integer`, `real` or `choice`. */
  readonly variables: Own;
  /** Values of other parameters; an array is a single value. */
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
  /** As in `defineExperiment`. */
  readonly responses?: Readonly<Record<string, ResponseDefinition>> | undefined;
  /** The name of a response that is not a ratio, or a channel whose mean counts. Give either this or `maximise`. */
  readonly minimise?: string | { readonly channel: string } | undefined;
  readonly maximise?: string | { readonly channel: string } | undefined;
  /** Conditions on combinations of values: a candidate runs only if all of these return true. */
  readonly constraints?: readonly ((values: VariableValues<Own>) => boolean)[] | undefined;
  /** Maximum total number of replications; a whole number. */
  readonly budget: number;
  /** Replications of each candidate in the search; at least 1. Default: 5. */
  readonly replications?: number | undefined;
  /** Number of the best candidates found that the final selection compares; at least 2. Default: 8. */
  readonly finalists?: number | undefined;
  /** Minimum number of replications of each finalist; at least 2. Default: 10. */
  readonly first?: number | undefined;
  /** The smallest difference between means that matters, in the unit of the objective; above 0. */
  readonly indifference: number;
  /** Probability that the guarantee holds. Default: 0.95. */
  readonly confidence?: number | undefined;
  /** Seed of the search and of the replications, from 0 to 2^53 - 1. Default: 0. */
  readonly seed?: number | undefined;
  /** Number of workers that share one replication. Default: 1, which lets replications run in parallel. */
  readonly workers?: number | undefined;
  readonly placement?: Placement | undefined;
  /** See `RunSettings`. Default: false. */
  readonly portableMath?: boolean | undefined;
  /** Default: keep only summaries, because there are many replications. */
  readonly log?: ExperimentLog | undefined;
  /** Unit of time, for reports. */
  readonly unit?: string | undefined;
}
