import type { EventBatch } from '../events/event-batch.js';
import type { PendingEvents } from '../events/pending-events.js';
import type { Exchange } from '../exchange/exchange.js';
import type { PortBounds } from '../exchange/port-bounds.js';
import type { Gates } from '../order/gates.js';
import type { LeastFailure } from './least-failure.js';

/** The kernel, as its open steps see it. */
interface OpenKernel {
  readonly activations: number;
  /** Whether somebody must see activations in their order. */
  readonly isOrdered: boolean;
  readonly least: LeastFailure;
  activate(port: number): void;
  /** A handler has thrown. */
  note(cause: unknown): unknown;
}

/**
 * Steps whatever nothing under way can reach, in a worker that has bounds for ports. This need not be in the order of keys
 * from node to node.
 */
export class OpenSteps {
  /** The greatest epoch that was reached, which is not always that of the last activation. */
  furthest = 0;
  /** Undefined while the worker keeps the order of keys. */
  private gates: Gates | undefined;

  constructor(
    private readonly kernel: OpenKernel,
    private readonly pending: PendingEvents,
    private readonly batch: EventBatch,
    private readonly exchange: Exchange,
    private readonly bounds: PortBounds,
  ) {}

  /** Whether the order of keys is not kept at present. */
  get areOpen(): boolean {
    return this.gates !== undefined;
  }

  /** Changes between the order of keys and the gates of ports; everything that is pending goes along. */
  keepOrder(isOrdered: boolean): void {
    const gates = isOrdered ? undefined : this.bounds.gates;
    if (gates === this.gates) return;
    this.pending.reorder(this.gates);
    this.gates = gates;
  }

  /**
   * @param end number of activations of the kernel at which to stop
   * @returns whether nothing is left that may be stepped
   */
  step(until: number, end: number): boolean {
    const { kernel, bounds } = this;
    const before = kernel.activations;
    const isThere = this.stepAll(until, end);
    bounds.stepped(kernel.activations - before);
    if (!isThere || kernel.least.error === undefined) return isThere;
    // What has been stepped since may have been all that could fail before.
    this.exchange.settle(until);
    kernel.least.check(this.exchange.bound, until);
    return true;
  }

  private stepAll(until: number, end: number): boolean {
    const { kernel, exchange, gates, pending, batch } = this;
    const { least } = kernel;
    if (gates === undefined) return true;
    while (kernel.activations < end && !exchange.full && !kernel.isOrdered) {
      const port = pending.takeOpen(least.limit(until), gates, batch);
      if (port < 0) return true;
      this.furthest = Math.max(this.furthest, pending.epoch);
      try {
        kernel.activate(port);
      } catch (error) {
        // It counts when nothing on this worker can fail before it any more.
        kernel.note(error);
      }
    }
    return false;
  }
}
