import type { ModelClass, Placement } from '@disco-engine/sdk';
import type { Experiment, ExperimentLog, ScenarioSource } from '../../definition/experiment.js';
import type { ResponseDefinition } from '../../definition/response.js';
import type { Constraint } from '../search/space.js';
import type { ChoiceVariable, Variable } from '../search/variables.js';

/** What is to be least or greatest: a response that is declared, or the mean of a channel that is a number, so no vector and no state. */
export type Objective =
  | { readonly response: string }
  | {
      /** Node and name, such as `stage/Retail_0001/wait`. */
      readonly channel: string;
    };

/** The name of a response, or of a channel. */
export function objectiveName(objective: Objective): string {
  return 'response' in objective ? objective.response : objective.channel;
}

/** Variables by the names of their parameters. */
export type Variables = Readonly<Record<string, Variable>>;

/** What is to be found: the values of variables for which a model does best. Made and checked by `defineOptimisation`. */
export interface Optimisation<Own extends Variables = Variables> {
  /** The name that `@Model` gives, and so on; its cases are the candidates with which the search begins. */
  readonly experiment: Experiment;
  readonly model: ModelClass;
  readonly variables: Own;
  /** The other parameters, the same in each candidate. */
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

/** The values that variables have in one candidate. */
export type VariableValues<Own extends Variables> = { readonly [Name in keyof Own]: ValueOf<Own[Name]> };

/** What `defineOptimisation` is told. */
export interface OptimisationOptions<Own extends Variables> {
  /** That of the model by default. */
  readonly name?: string | undefined;
  readonly scenario: ScenarioSource;
  /** The horizon of each replication; above 0. */
  readonly duration: number;
  /** From 0 to below `duration`; 0 by default. */
  readonly warmup?: number | undefined;
  /** By parameter, what it may be: `integer`, `real` or `choice`. */
  readonly variables: Own;
  /** Values of other parameters; an array is one value. */
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
  /** As of an experiment. */
  readonly responses?: Readonly<Record<string, ResponseDefinition>> | undefined;
  /** The name of one of the responses, which is no ratio, or the mean of a channel. Give this or `maximise`. */
  readonly minimise?: string | { readonly channel: string } | undefined;
  readonly maximise?: string | { readonly channel: string } | undefined;
  /** Which values go together: all of these must return true. Whatever does not meet them is never run. */
  readonly constraints?: readonly ((values: VariableValues<Own>) => boolean)[] | undefined;
  /** The most replications; a whole number. */
  readonly budget: number;
  /** Of each candidate in the search; from 1, 5 by default. */
  readonly replications?: number | undefined;
  /** How many of the best that the search has found are compared in the end; from 2, 8 by default. */
  readonly finalists?: number | undefined;
  /** The fewest replications of each finalist; from 2, 10 by default. */
  readonly first?: number | undefined;
  /** The least difference of two means that matters, in the unit of the objective; above 0. */
  readonly indifference: number;
  /** Probability with which the guarantee holds; 0.95 by default. */
  readonly confidence?: number | undefined;
  /** Of search and replications; from 0 to 2^53 - 1, 0 by default. */
  readonly seed?: number | undefined;
  /** How many workers share one replication; 1 by default, which lets replications run side by side. */
  readonly workers?: number | undefined;
  readonly placement?: Placement | undefined;
  /** See `RunSettings`; false by default. */
  readonly portableMath?: boolean | undefined;
  /** Keeps summaries alone by default, since there are many replications. */
  readonly log?: ExperimentLog | undefined;
  /** Of time, for reports. */
  readonly unit?: string | undefined;
}
