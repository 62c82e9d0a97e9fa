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
  /** The name used in errors and options: `in-process`, `ws`, … */
  abstract readonly name: string;

  /**
   * Starts listening and returns the address that the other workers dial, or an empty string if the transport needs
   * none. Call it before `open`.
   *
   * @throws DiscoError `LISTEN_FAILED`
   */
  abstract listen(): Promise<string>;

  /**
   * Joins a run: resolves once this worker is connected to every other one and all agree on what they run.
   *
   * @throws DiscoError `WORKER_TAKEN`; `HANDSHAKE_REFUSED` with the first difference; `WORKER_UNREACHABLE` when the
   * time that the transport allows has passed
   */
  abstract open(seat: Seat, receiver: Receiver): Promise<TransportEndpoint>;
}

/** A worker's place in a run. */
export interface Seat {
  /** Number of this worker, from 0. */
  readonly worker: number;
  /** How many workers the run has. */
  readonly workers: number;
  /**
   * Per worker, the address that its `listen` returned; omitted if the transport needs none or has them in its own
   * options.
   */
  readonly addresses?: readonly string[] | undefined;
  /**
   * What all workers of the run must agree on, by name: engine version, hashes of model and scenario, seed, … Only the
   * entry `platform` may differ; it is used in messages alone.
   */
  readonly identity: readonly (readonly [name: string, value: string])[];
  /**
   * The workers to which this transport connects this one; the others are reached in another way. Default: all others.
   * A transport that ignores it makes connections that nobody uses.
   */
  readonly peers?: readonly number[] | undefined;
}

/** Receives what arrives. Never called from inside `send`; may be called during `poll`. */
export interface Receiver {
  /**
   * Called for each message. Messages may arrive in any order and more than once, but never altered.
   *
   * @param from number of the worker that sent it
   * @param message valid only during the call
   * @throws DiscoError if the message is invalid; the transport then disconnects that worker and reports it to `failed`
   */
  message(from: number, message: ExchangeMessage): void;
  /**
   * The connection to a worker is lost for good, so the run cannot go on. The error, `WORKER_LOST`, names the worker.
   */
  failed(error: DiscoError): void;
}

/** A broken connection to another worker of the run, which the transport is trying to restore. */
export interface BrokenLink {
  /** Number of the worker at the other end. */
  readonly worker: number;
  /** Address of that worker; undefined if this one does not know it. */
  readonly address?: string | undefined;
  /** Milliseconds for which there has been no lasting connection. */
  readonly milliseconds: number;
  /** Why the connection broke, and why the latest attempt to restore it failed. */
  readonly reason: string;
}

/** One worker's end of a transport. */
export interface TransportEndpoint {
  /**
   * Queues a message for delivery. It is encoded during the call, so the caller may reuse it afterwards.
   *
   * @throws DiscoError `WORKER_UNKNOWN`; `TRANSPORT_CLOSED` after `close`
   */
  send(to: number, message: ExchangeMessage): void;
  /**
   * Delivers what has arrived. Present only if the stepping thread fetches messages itself rather than its event loop
   * delivering them.
   *
   * @param milliseconds how long to wait if nothing has arrived; 0 does not wait. The thread sleeps or spins meanwhile.
   * @returns whether anything was delivered
   */
  poll?(milliseconds: number): boolean;
  /**
   * Milliseconds of work after which the event loop should get a turn, since it is what delivers messages; above 0. The
   * dearer a turn is, the longer. Default 1; ignored if `poll` is present.
   */
  readonly turnAfter?: number | undefined;
  /**
   * The connections that are broken at present, and that the transport is trying to restore. Present only if the
   * transport has connections that can break.
   */
  brokenLinks?(): readonly BrokenLink[];
  /** Leaves the run. Messages sent earlier are still delivered, as long as the other side is there. */
  close(): Promise<void>;
}
