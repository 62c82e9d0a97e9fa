import type { Problem } from '@disco-engine/kernel';
import type { NodeClass } from './node-class.js';
import type { RunProvider } from './run-provider.js';
import type { SimprocRef } from './simproc.js';

/** What a model and a part of models declare alike. */
export interface Declarations {
  readonly name: string;
  /** From the highest to the lowest. A part stands for all of its simprocs. */
  readonly simprocs: readonly (SimprocRef<never> | UsedPart)[];
  /** The classes with `@Node`. */
  readonly nodes: readonly NodeClass[];
  /** Parts that belong to it, see `part`. Those that no list of simprocs names come before all simprocs that it does name. */
  readonly uses?: readonly UsedPart[];
  /** A class whose fields are the parameters, each with a default. Nodes get it by its type. */
  readonly parameters?: ParameterClass | undefined;
  /** What else the constructors of nodes ask for; one instance each per run. */
  readonly providers?: readonly RunProvider[];
}

export interface ModelOptions extends Declarations {}

/** A part, as those who use it see it; made by `part`. */
export interface UsedPart {
  readonly name: string;
  /**
   * @internal Puts a model together with all of its parts. It hangs on the parts, so that whoever bundles a model without parts does not
   * carry it.
   */
  assemble(model: ModelOptions): AssembledModel;
}

/** A model with what its parts declare. */
export interface AssembledModel extends Pick<Declarations, 'nodes' | 'parameters' | 'providers'> {
  readonly simprocs: readonly SimprocRef<never>[];
  readonly parameterClasses?: readonly ParameterClass[];
  readonly problems?: readonly Problem[];
}

export type ParameterClass = new () => object;

/** A class with `@Model`. It is a name to pass around; no instance is made of it. */
export type ModelClass = new () => object;
