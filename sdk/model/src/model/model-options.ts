import type { Problem } from '@disco-engine/kernel';
import type { NodeClass } from './node-class.js';
import type { RunProvider } from './run-provider.js';
import type { SimprocRef } from './simproc.js';

/** The declarations that models and parts have in common. */
export interface Declarations {
  readonly name: string;
  /** From the highest to the lowest. A part stands for all of its simprocs. */
  readonly simprocs: readonly (SimprocRef<never> | UsedPart)[];
  /** The classes with `@Node`. */
  readonly nodes: readonly NodeClass[];
  /** Parts to use, see `part`. Their simprocs come before those of this list, unless a list of simprocs names the part. */
  readonly uses?: readonly UsedPart[];
  /** A class whose fields are the parameters, each with a default. Nodes inject it by its class. */
  readonly parameters?: ParameterClass | undefined;
  /** Other services that node constructors inject; one instance of each per run. */
  readonly providers?: readonly RunProvider[];
}

export interface ModelOptions extends Declarations {}

/** A part, as its users see it; made by `part`. */
export interface UsedPart {
  readonly name: string;
  /**
   * @internal Assembles a model with all of its parts. It is a method of parts so that bundles of models without parts leave it
   * out.
   */
  assemble(model: ModelOptions): AssembledModel;
}

/** A model with the declarations of its parts. */
export interface AssembledModel extends Pick<Declarations, 'nodes' | 'parameters' | 'providers'> {
  readonly simprocs: readonly SimprocRef<never>[];
  readonly parameterClasses?: readonly ParameterClass[];
  readonly problems?: readonly Problem[];
}

export type ParameterClass = new () => object;

/** A class with `@Model`. It only identifies the model and is never instantiated. */
export type ModelClass = new () => object;
