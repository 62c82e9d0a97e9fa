import type { EventBatch } from '../events/event-batch.js';
import type { ActivationContext } from './activation-context.js';

/**
 * The handler of one simproc, called with the node's state as `this`, so a class method can be used directly. It is
 * synchronous and returns nothing. The batch and the context are valid only during the call.
 */
export type Handler = (this: never, batch: EventBatch, context: ActivationContext) => void;

/** Called after each activation of a simproc; returns the epoch before which the node will not send from it. */
export type PromiseMethod = (this: never) => number;

/** The logic shared by all nodes of one type. Both lists are indexed by simproc. */
export interface NodeProgram {
  readonly handlers: readonly (Handler | undefined)[];
  readonly promises?: readonly (PromiseMethod | undefined)[];
}

/** One node, ready to run: its name in the topology, the program of its type, and its own state. */
export interface NodeRuntime {
  readonly node: string;
  readonly program: NodeProgram;
  /** `this` of the handlers. */
  readonly state: object;
}
