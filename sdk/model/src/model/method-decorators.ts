import type { EventBatch } from '@disco-engine/kernel';
import { methodRecords } from './records.js';
import { simprocName, type Simproc, type SimprocRef } from './simproc.js';

/** Options of `OnEvent`. */
export interface OnEventOptions {
  /** Other layers that this handler sends on, along their edges. Its own layer is implied. */
  readonly sends?: readonly SimprocRef<never>[];
  /** Simprocs of the same node that this handler sends to. */
  readonly selfRelations?: readonly SimprocRef<never>[];
  /**
   * Simprocs of the same node that this handler sets timers for; its own is implied. If left out, it may set timers for
   * all. Like a minimum delay, naming them lets workers promise more.
   */
  readonly timers?: readonly SimprocRef<never>[] | undefined;
}

/** A decorator for methods of the given type only. */
export type MethodDecoratorFor<Method> = <Decorated extends Method>(
  target: object,
  method: string,
  descriptor: TypedPropertyDescriptor<Decorated>,
) => void;

/**
 * Makes a method the handler of a simproc. It is called once at epoch 0, then at every epoch at which the node has events or a
 * wakeup on that simproc; all events come in one batch. The method must be synchronous.
 *
 * @example
 * @OnEvent(order, { sends: [supply] }) takeOrders(orders: EventBatch<Order>): void { … }
 */
export function OnEvent<Payload>(
  simproc: Simproc<Payload>,
  options?: OnEventOptions,
): MethodDecoratorFor<(batch: EventBatch<Payload>) => void>;
export function OnEvent(
  simproc: string,
  options?: OnEventOptions,
): MethodDecoratorFor<(batch: EventBatch<never>) => void>;
export function OnEvent(simproc: SimprocRef<never>, { sends = [], selfRelations = [], timers }: OnEventOptions = {}) {
  return (target: object, method: string): void => {
    methodRecords(target).handlers.push({
      method,
      simproc: simprocName(simproc),
      sends: sends.map(simprocName),
      selfRelations: selfRelations.map(simprocName),
      timers: timers?.map(simprocName),
    });
  };
}

/**
 * Makes a method the source of advance promises. It is called after each activation of the simproc and returns the epoch before
 * which the node will not send from it. The result is binding and must never decrease.
 *
 * Also exported as `Promise`; use this name in files that need the global `Promise`.
 *
 * @example
 * @AdvancePromise(supply) earliestDelivery(): number { return this.context.epoch + this.leadTime; }
 */
export function AdvancePromise(simproc: SimprocRef<never>): MethodDecoratorFor<() => number> {
  return (target, method) => {
    methodRecords(target).promises.push({ method, simproc: simprocName(simproc) });
  };
}

/**
 * Calls a method once, after all nodes have been made and before epoch 0. It prepares state but cannot send, because no port is
 * active yet; send in the activation at epoch 0.
 */
export function OnInit(): MethodDecoratorFor<() => void> {
  return (target, method) => {
    methodRecords(target).inits.push(method);
  };
}
