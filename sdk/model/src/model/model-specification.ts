import type { Handler, NodeTypeSpec, SimprocSpec } from '@disco-engine/kernel';
import type { ColumnNeeds } from './column-declaration.js';
import type { RunProvider } from './run-provider.js';
import type { ParameterClass } from './model-options.js';
import type { ProcessSupport } from '../process/process-support.js';
import type { NodeClass } from './node-class.js';

/** A model as frozen plain data, read from its decorated classes by `explore`. */
export interface ModelSpecification {
  readonly name: string;
  readonly simprocs: readonly SimprocSpec[];
  readonly nodeTypes: readonly NodeTypeSpecification[];
  /** Includes the parameters of parts, as `PART.FIELD`. */
  readonly parameters: ParameterClass | undefined;
  /** The parameter classes of the model and of its parts; undefined if it has no parts. */
  readonly parameterClasses?: readonly ParameterClass[] | undefined;
  readonly providers: readonly RunProvider[];
}

/** A node type: the kernel's view of it, and the class and methods behind it. */
export interface NodeTypeSpecification extends NodeTypeSpec {
  readonly nodeClass: NodeClass;
  /** Types of labels, see `NodeOptions`; empty if every vertex is a node. */
  readonly distinctBy: readonly string[];
  readonly sameNodeBy: readonly string[];
  /** Columns of its vertices that it reads; undefined for all. */
  readonly columns: ColumnNeeds | undefined;
  /** By layer, columns of the edges of its vertices that it reads; undefined for all. */
  readonly edgeColumns: ReadonlyMap<string, ColumnNeeds> | undefined;
  /** Per simproc, the name of the method, if there is one. */
  readonly handlerMethods: readonly (string | undefined)[];
  /** Per simproc, a handler that an injected class provides on behalf of the node; see `NodeExtension`. */
  readonly extensionHandlers?: readonly (Handler | undefined)[] | undefined;
  readonly promiseMethods: readonly (string | undefined)[];
  readonly initMethods: readonly string[];
  /** The simproc in whose port its processes run; undefined if it has none. */
  readonly processes: number | undefined;
  /** Simprocs whose events the processes receive, ascending. */
  readonly receives: readonly number[];
  /** Runs the processes. */
  readonly support: ProcessSupport | undefined;
  /** Generator methods that run as processes from the start. */
  readonly processMethods: readonly string[];
}
