import type { NodeClass } from './node-class.js';
import type { RunProvider } from './run-provider.js';
import type { SimprocRef } from './simproc.js';

export interface ModelOptions {
  readonly name: string;
  /** From the highest to the lowest. */
  readonly simprocs: readonly SimprocRef<never>[];
  /** The classes with `@Node`. */
  readonly nodes: readonly NodeClass[];
  /** A class whose fields are the parameters of the model, each with a default. Nodes get it by its type. */
  readonly parameters?: ParameterClass;
  /** What else the constructors of nodes ask for; one instance each per run. */
  readonly providers?: readonly RunProvider[];
}

export type ParameterClass = new () => object;

/** A class with `@Model`. It is a name to pass around; no instance is made of it. */
export type ModelClass = new () => object;
