import type { DiscoError } from '@disco-engine/kernel';

/**
 * A connection to one other worker, as `SessionTransport` needs it. It delivers packets whole and in order until it ends, which it may
 * do at any time: the session reconnects and sends again what was lost.
 */
export interface Connection {
  /**
   * Receives the events. Initially `NO_EVENTS`; the session sets it in the turn in which it gets the connection, and
   * again later.
   */
  events: ConnectionEvents;
  /**
   * Whether more than `MOST_BUFFERED_BYTES` are waiting to be sent. Once that is no longer so, the connection calls
   * `drained`.
   */
  readonly congested: boolean;
  /** Sends a packet, which from now on belongs to the connection. A connection that has ended drops it. */
  send(packet: Uint8Array): void;
  /**
   * Called once the peer has proved its identity. On the listening side, pass it on to the `trust` that `accept` was
   * given.
   */
  trust(): void;
  /** Ends the connection after everything sent so far has gone out, within `LINGER_MILLISECONDS` at the latest. */
  close(): void;
  /** Ends the connection now, and frees its handles. */
  terminate(): void;
  /** Resolves when the connection has ended; never rejects. */
  readonly ended: Promise<void>;
}

/** Always called from the event loop, never from inside a method of the connection. */
export interface ConnectionEvents {
  /** A whole packet, which belongs to the receiver from now on: nothing may write to its buffer again. */
  packet(packet: Uint8Array): void;
  /** The backlog has been sent; see `congested`. */
  drained(): void;
  /** The peer has sent something that no worker sends. The connection ends itself, and then calls `closed`. */
  violated(error: DiscoError): void;
  /** The connection has ended, whoever ended it. Called once, as the last event. */
  closed(reason: string): void;
}

/** Events of a connection that nobody listens to. */
export const NO_EVENTS: ConnectionEvents = { packet() {}, drained() {}, violated() {}, closed() {} };

/** How many bytes a connection buffers before frames wait in the session, which keeps unconfirmed ones anyway. */
export const MOST_BUFFERED_BYTES = 4 * 2 ** 20;

/** Milliseconds after which `close` becomes `terminate`. */
export const LINGER_MILLISECONDS = 1000;
