import type { DiscoError } from '../errors.js';
import type { EventBatch } from '../events/event-batch.js';
import type { PendingEvents } from '../events/pending-events.js';
import type { Exchange } from '../exchange/exchange.js';
import type { PortBounds } from '../exchange/port-bounds.js';
import type { Gates } from '../order/gates.js';
import { Key } from '../order/key.js';
import type { Topology } from '../topology/topology.js';
import { PostponedFailure } from './postponed-failure.js';
import type { Refusals } from './refusals.js';

/** The kernel, as its open steps see it. */
interface OpenKernel {
  readonly activations: number;
  /** The current epoch. */
  readonly epoch: number;
  activate(port: number): void;
  /** No handler is running any more. */
  leave(): void;
}

interface OpenParts {
  readonly topology: Topology;
  readonly pending: PendingEvents;
  readonly batch: EventBatch;
  readonly refusals: Refusals;
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
  private postponed: PostponedFailure | undefined;

  constructor(
    private readonly kernel: OpenKernel,
    private readonly parts: OpenParts,
    private readonly exchange: Exchange,
    private readonly bounds: PortBounds,
  ) {}

  /** Whether the order of keys is not kept at present. */
  get areOpen(): boolean {
    return this.gates !== undefined;
  }

  /** A failure that will be the least of this worker unless one before it is found. */
  get failure(): DiscoError | undefined {
    return this.postponed?.error;
  }

  /** Changes between the order of keys and the gates of ports; everything that is pending goes along. */
  keepOrder(isOrdered: boolean): void {
    const gates = isOrdered ? undefined : this.bounds.gates;
    if (gates === this.gates) return;
    this.parts.pending.reorder(this.gates);
    this.gates = gates;
  }

  /** @throws DiscoError the failure before which nothing on this worker can fail any more */
  check(): void {
    if (this.postponed?.isLeast(this.exchange.bound) === true) throw this.postponed.error;
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
    if (!isThere || this.postponed === undefined) return isThere;
    // What has been stepped since may have been all that could fail before.
    this.exchange.settle(until);
    this.check();
    return true;
  }

  private stepAll(until: number, end: number): boolean {
    const { kernel, exchange, gates } = this;
    const { pending, batch } = this.parts;
    if (gates === undefined) return true;
    while (kernel.activations < end && !exchange.full) {
      const port = pending.takeOpen(this.postponed?.limit(until) ?? until, gates, batch);
      if (port < 0) return true;
      this.furthest = Math.max(this.furthest, pending.epoch);
      try {
        kernel.activate(port);
      } catch (error) {
        this.postpone(port, error);
      }
    }
    return false;
  }

  /** A failure counts when nothing on this worker can fail before it any more. */
  private postpone(port: number, cause: unknown): void {
    const { kernel, postponed } = this;
    const { topology, batch, refusals } = this.parts;
    const { epoch } = kernel;
    const error = refusals.failed(port, epoch, batch.size, cause);
    batch.release();
    kernel.leave();
    const key = new Key(epoch, topology.tables.order[port]);
    if (postponed?.isLeast(key) !== true) this.postponed = new PostponedFailure(error, key);
  }
}
