import type { Handler, Kernel } from '@disco-engine/kernel';
import type { DataLogger } from '../logging/data-logger.js';

/** Where the processes of a node run. */
export interface ProcessPlace {
  readonly kernel: Kernel;
  /** Number of the node. */
  readonly node: number;
  readonly simproc: number;
  /** Whether a method of the node handles that port, too. */
  readonly isShared: boolean;
  /** Simprocs whose events the processes receive. */
  readonly receives: readonly number[];
}

/**
 * All that a run needs for nodes with processes. It hangs on the class that a model injects, so that whoever bundles a model without
 * processes does not carry them.
 */
export interface ProcessSupport {
  /** What a constructor asks for. */
  readonly token: abstract new (...dependencies: never[]) => object;
  /** Makes what the constructor of a node gets. @param log undefined once no channel may be registered any more */
  make(place: ProcessPlace, nodeClass: { readonly prototype: object }, log: () => DataLogger | undefined): object;
  /** Keeps, with a node, what its processes are to do. */
  keep(node: object, processes: object): void;
  /** Starts a generator method of a node. */
  start(node: object, processes: object, method: string): void;
  /** The handler of the port in which processes run. */
  stepping(handler: Handler | undefined): Handler;
  /** The handler of another port of the node. */
  settling(handler: Handler | undefined): Handler | undefined;
  /** The handler of a port whose events the processes receive: first the method of the node, if it has one. */
  receiving(handler: Handler | undefined, simproc: number): Handler;
}

/** Has support, if it is the class that processes are injected by. */
export function supportOf(injected: unknown): ProcessSupport | undefined {
  return typeof injected === 'function'
    ? (injected as { readonly processSupport?: ProcessSupport }).processSupport
    : undefined;
}
