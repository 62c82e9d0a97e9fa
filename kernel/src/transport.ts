/**
 * Carries frames between the workers of one run. The kernel itself does no I/O: implementations are injected, and this class is
 * the token under which a container provides one.
 *
 * @example
 * const provider = { token: Transport, useValue: new InProcessTransport() };
 */
export abstract class Transport {
  /** As in messages and options: `in-process`, `ws`, … */
  abstract readonly name: string;
  /**
   * Joins the run as one of its workers.
   *
   * @param worker number of this worker, from 0
   * @param receive called with each frame that arrives, never from inside `send`
   * @throws DiscoError `WORKER_TAKEN` where that worker has joined already
   */
  abstract open(worker: number, receive: FrameReceiver): Promise<TransportEndpoint>;
}

/** @param from number of the sending worker; @param frame the receiver's to keep */
export type FrameReceiver = (from: number, frame: Uint8Array) => void;

/** One worker's end of a transport. */
export interface TransportEndpoint {
  /**
   * Hands a frame over for delivery. Frames from one worker to another arrive in the order of sending.
   *
   * @param frame belongs to the transport from now on
   * @throws DiscoError `WORKER_UNKNOWN` where that worker has not joined, `TRANSPORT_CLOSED` after `close`
   */
  send(to: number, frame: Uint8Array): void;
  /** Leaves the run. Frames that were sent before are still delivered. */
  close(): Promise<void>;
}
