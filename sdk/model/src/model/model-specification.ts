import type { Handler, NodeTypeSpec, SimprocSpec } from '@disco-engine/kernel';
import type { ColumnNeeds } from './column-declaration.js';
import type { RunProvider } from './run-provider.js';
import type { ParameterClass } from './model-options.js';
import type { ProcessSupport } from '../process/process-support.js';
import type { NodeClass } from './node-class.js';

/** A model as plain, frozen data: what the explorer makes of decorated classes. */
export interface ModelSpecification {
  readonly name: string;
  readonly simprocs: readonly SimprocSpec[];
  readonly nodeTypes: readonly NodeTypeSpecification[];
  /** With the parameters of parts, as `PART.FIELD`. */
  readonly parameters: ParameterClass | undefined;
  /** The classes that declare parameters, that of the model and those of its parts; undefined where it has no parts. */
  readonly parameterClasses?: readonly ParameterClass[] | undefined;
  readonly providers: readonly RunProvider[];
}

/** A node type: what the kernel knows of it, and the class and method names behind it. */
export interface NodeTypeSpecification extends NodeTypeSpec {
  readonly nodeClass: NodeClass;
  /** Types of labels, see `NodeOptions`; empty where every vertex is a node. */
  readonly distinctBy: readonly string[];
  readonly sameNodeBy: readonly string[];
  /** Columns of its vertices that it reads; undefined for all. */
  readonly columns: ColumnNeeds | undefined;
  /** By layer, columns of the edges of its vertices that it reads; undefined for all. */
  readonly edgeColumns: ReadonlyMap<string, ColumnNeeds> | undefined;
  /** Per simproc the name of the method, where there is one. */
  readonly handlerMethods: readonly (string | undefined)[];
  /** Per simproc, what an injected class handles in the name of the node; see `NodeExtension`. */
  readonly extensionHandlers?: readonly (Handler | undefined)[] | undefined;
  readonly promiseMethods: readonly (string | undefined)[];
  readonly initMethods: readonly string[];
  /** The simproc in whose port its processes run; undefined where it has none. */
  readonly processes: number | undefined;
  /** Simprocs whose events they receive, ascending. */
  readonly receives: readonly number[];
  /** What runs them. */
  readonly support: ProcessSupport | undefined;
  /** Generator methods that run as processes from the start. */
  readonly processMethods: readonly string[];
}
