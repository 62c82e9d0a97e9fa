import type { ActivationRecord, ExchangeReport, ModelSpecification, NodeClass } from '@disco-engine/sdk';
import type { TestRunOptions } from '../test-run.js';
import type { TransportChoice } from './transport-choice.js';

/** A run of a model, wherever its workers are: the same calls for every topology. */
export interface ModelRun {
  readonly model: ModelSpecification;
  /** The digest of everything so far: 16 hexadecimal digits. */
  readonly digest: string;
  /** Handler calls so far. */
  readonly activationCount: number;
  /** Events received so far. */
  readonly eventCount: number;
  /** Events that were sent and not received yet. */
  readonly pendingEventCount: number;
  /** Per worker, what it exchanged with the others; empty if there is only one. */
  readonly exchangeReports: readonly ExchangeReport[];
  /**
   * Performs every activation before the horizon. Can be called again with a later horizon.
   *
   * @throws DiscoError `HANDLER_FAILED`, `EPOCH_INVALID`; the first error of any worker
   */
  until(horizon: number): Promise<void>;
  /** Reports every activation from now on; those of a worker come in order. */
  observe(told: (activation: ActivationRecord) => void): void;
  /** The instance of a node. @throws DiscoError `NODE_UNKNOWN`; `NODE_CLASS_WRONG` if it is of another class */
  node<T extends object>(name: string, nodeClass: NodeClass<T>): T;
  /** The instances of all nodes of a class, by node name. */
  nodes<T extends object>(nodeClass: NodeClass<T>): Map<string, T>;
  /** Leaves the transport, and disposes of everything. Nodes can still be read. */
  dispose(): Promise<void>;
}

export interface ModelRunOptions extends TestRunOptions {
  /** Connects the workers; without one they are stepped in turn on one thread, and exchange messages directly. */
  readonly transport?: TransportChoice | undefined;
}
