import type { Handler, Kernel } from '@disco-engine/kernel';
import type { DataLogger } from '../logging/data-logger.js';

/** Where the processes of a node run. */
export interface ProcessPlace {
  readonly kernel: Kernel;
  /** Number of the node. */
  readonly node: number;
  readonly simproc: number;
  /** Whether a method of the node handles that port too. */
  readonly isShared: boolean;
  /** Simprocs whose events the processes receive. */
  readonly receives: readonly number[];
}

/**
 * Everything that a run needs for nodes with processes. It hangs on the class that a model injects, so that bundles of models
 * without processes leave it out.
 */
export interface ProcessSupport {
  /** The class that a node's constructor injects. */
  readonly token: abstract new (...dependencies: never[]) => object;
  /**
   * Creates the object that a node's constructor receives. @param log returns undefined once channels can no longer be
   * registered
   */
  make(place: ProcessPlace, nodeClass: { readonly prototype: object }, log: () => DataLogger | undefined): object;
  /** Attaches the agenda of the processes to a node. */
  keep(node: object, processes: object): void;
  /** Starts a generator method of a node. */
  start(node: object, processes: object, method: string): void;
  /** The handler of the port in which processes run. */
  stepping(handler: Handler | undefined): Handler;
  /** The handler of any other port of the node. */
  settling(handler: Handler | undefined): Handler | undefined;
  /** The handler of a port whose events the processes receive; the node's method, if it has one, runs first. */
  receiving(handler: Handler | undefined, simproc: number): Handler;
}

/** The process support of an injected class, if it has any. */
export function supportOf(injected: unknown): ProcessSupport | undefined {
  return typeof injected === 'function'
    ? (injected as { readonly processSupport?: ProcessSupport }).processSupport
    : undefined;
}
