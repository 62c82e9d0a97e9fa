import type { Socket } from 'node:net';

/** How much of a worker's resources unproven connections may use. */
export interface StrangerLimits {
  /** Number of unproven connections at one time. */
  readonly maxStrangers: number;
  /** Milliseconds that each has to prove itself, including the TLS handshake. */
  readonly handshakeWithin: number;
}

/** A stranger evicted by newer ones has had `maxStrangers` times the interval between two arrivals to prove itself. */
export const DEFAULT_STRANGER_LIMITS: StrangerLimits = { maxStrangers: 128, handshakeWithin: 5_000 };

/**
 * Counts, times and evicts the sockets of strangers. It works on sockets as they come from the operating system, below
 * TLS, HTTP/2 and WebSockets, so a stranger costs the same whatever it speaks and wherever it stops.
 *
 * A newcomer always gets in: if there is no room, the oldest stranger has to go. So strangers that hold connections
 * cannot lock out a worker or a launcher, which proves itself within a few round trips.
 */
export class StrangerGate {
  /** Number of sockets that were evicted or took too long. */
  refused = 0;
  /** Oldest first. */
  readonly #strangers = new Map<Socket, NodeJS.Timeout>();

  constructor(private readonly limits: StrangerLimits) {}

  get size(): number {
    return this.#strangers.size;
  }

  /** Admits a socket, which counts as a stranger's until it is closed or `trust` is called. */
  admit(socket: Socket): void {
    const [oldest] = this.#strangers.keys();
    if (oldest !== undefined && this.#strangers.size >= this.limits.maxStrangers) this.#evict(oldest);
    this.#strangers.set(socket, this.#deadline(socket));
    socket.once('close', () => this.trust(socket));
  }

  /** The other end has proved its identity. */
  trust(socket: Socket): void {
    clearTimeout(this.#strangers.get(socket));
    this.#strangers.delete(socket);
  }

  #deadline(socket: Socket): NodeJS.Timeout {
    return setTimeout(() => this.#evict(socket), this.limits.handshakeWithin);
  }

  #evict(socket: Socket): void {
    this.refused += 1;
    this.trust(socket);
    // Not `end`: a half-closed socket keeps its handle for as long as the other side likes.
    socket.destroy();
  }
}
