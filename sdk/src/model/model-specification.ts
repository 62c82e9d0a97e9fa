import type { NodeTypeSpec, SimprocSpec } from '@disco-engine/kernel';
import type { RunProvider } from './run-provider.js';
import type { ParameterClass } from './model-options.js';
import type { NodeClass } from './node-class.js';

/** A model as plain, frozen data: what the explorer makes of decorated classes. */
export interface ModelSpecification {
  readonly name: string;
  readonly simprocs: readonly SimprocSpec[];
  readonly nodeTypes: readonly NodeTypeSpecification[];
  readonly parameters: ParameterClass | undefined;
  readonly providers: readonly RunProvider[];
}

/** A node type: what the kernel knows of it, and the class and method names behind it. */
export interface NodeTypeSpecification extends NodeTypeSpec {
  readonly nodeClass: NodeClass;
  /** Per simproc the name of the method, where there is one. */
  readonly handlerMethods: readonly (string | undefined)[];
  readonly promiseMethods: readonly (string | undefined)[];
  readonly initMethods: readonly string[];
}
