import type { DiscoError } from './errors.js';
import type { ExchangeMessage } from './exchange/exchange-message.js';

/**
 * Carries messages between the workers of one run. The kernel itself does no I/O: implementations are injected, and this class is
 * the token under which a container provides one.
 *
 * @example
 * const provider = { token: Transport, useValue: new InProcessTransport() };
 */
export abstract class Transport {
  /** As in errors and options: `in-process`, `ws`, … */
  abstract readonly name: string;

  /**
   * Makes this worker reachable, before `open`, and tells under which address the others find it. Transports that need no address
   * tell an empty text.
   *
   * @throws DiscoError `LISTEN_FAILED`
   */
  abstract listen(): Promise<string>;

  /**
   * Joins a run: resolves when this worker is connected to every other one, and all agree in what they run.
   *
   * @throws DiscoError `WORKER_TAKEN`, `HANDSHAKE_REFUSED` with the first difference, `WORKER_UNREACHABLE` after the time that the
   * transport allows
   */
  abstract open(seat: Seat, receiver: Receiver): Promise<TransportEndpoint>;
}

/** The place that a worker takes in a run. */
export interface Seat {
  /** Number of this worker, from 0. */
  readonly worker: number;
  /** How many workers the run has. */
  readonly workers: number;
  /** Per worker, what its `listen` told; left out where the transport needs none, or was told in its own options. */
  readonly addresses?: readonly string[] | undefined;
  /**
   * What all workers of the run must agree in, by name: engine version, hashes of model and scenario, seed, … What is named `platform`
   * may differ, and is told for messages alone.
   */
  readonly identity: readonly (readonly [name: string, value: string])[];
}

/** Takes what arrives. Never called from inside `send`; may be called during `poll`. */
export interface Receiver {
  /**
   * A message: in any order, perhaps more than once, but never changed.
   *
   * @param from number of the worker that sent it
   * @param message valid during the call alone
   * @throws DiscoError where the message cannot stand; the transport then cuts that worker off and reports it to `failed`
   */
  message(from: number, message: ExchangeMessage): void;
  /** The connection to a worker is lost for good. `WORKER_LOST` names it; the run cannot go on. */
  failed(error: DiscoError): void;
}

/** One worker's end of a transport. */
export interface TransportEndpoint {
  /**
   * Hands a message over for delivery. It is encoded during the call, so that the caller may fill it anew.
   *
   * @throws DiscoError `WORKER_UNKNOWN`, `TRANSPORT_CLOSED` after `close`
   */
  send(to: number, message: ExchangeMessage): void;
  /**
   * Only where messages are fetched by the thread that steps, and not brought by its event loop: delivers what has arrived.
   *
   * @param milliseconds how long to wait for something if there is nothing, 0 for not at all. The thread sleeps or spins.
   * @returns whether anything was delivered
   */
  poll?(milliseconds: number): boolean;
  /** Leaves the run. Messages that were sent before are still delivered, as long as the other side is there. */
  close(): Promise<void>;
}
