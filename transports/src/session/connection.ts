import type { DiscoError } from '@disco-engine/kernel';

/**
 * A way to one other worker that may break at any time. It carries packets whole and in order, or ends. Created by a transport;
 * `events` is set in the same turn, and may be replaced by a later holder.
 */
export interface Connection {
  events: ConnectionEvents;
  /** Whether what was sent piles up here; `drained` tells when it no longer does. */
  readonly congested: boolean;
  /** Takes the packet over. On a connection that has ended it is dropped. */
  send(packet: Uint8Array): void;
  /** The other side is who it should be, so limits for strangers hold no longer. */
  trust(): void;
  /** Ends after all that was sent, at the latest after a second. */
  close(): void;
  /** Ends at once, and frees all handles. */
  terminate(): void;
  /** Settles when it has ended. */
  readonly ended: Promise<void>;
}

/** Calls come from the event loop, never from inside a call of the connection. */
export interface ConnectionEvents {
  packet(packet: Uint8Array): void;
  drained(): void;
  /** The other side has sent what a worker never sends. `closed` follows, as the connection has ended itself. */
  violated(error: DiscoError): void;
  /** Once, whoever ended it. Nothing comes after it. */
  closed(reason: string): void;
}

/** For a connection that nobody listens to. */
export const NO_EVENTS: ConnectionEvents = { packet() {}, drained() {}, violated() {}, closed() {} };

/** Bytes that may pile up in a connection before frames wait in the session, where the oldest ones need no second copy. */
export const MOST_BUFFERED_BYTES = 4 * 2 ** 20;

/** Milliseconds after which `close` becomes `terminate`. */
export const LINGER_MILLISECONDS = 1000;
