import type { Socket } from 'node:net';

/** How much of a worker those get who have not proved who they are. */
export interface StrangerLimits {
  /** Their connections at one time. */
  readonly maxStrangers: number;
  /** Milliseconds that each has to prove itself, the TLS handshake included. */
  readonly handshakeWithin: number;
}

/** A stranger that is evicted by younger ones had `maxStrangers` times the interval between two arrivals to prove itself. */
export const DEFAULT_STRANGER_LIMITS: StrangerLimits = { maxStrangers: 128, handshakeWithin: 5_000 };

/**
 * Counts, times and evicts the sockets of strangers. It works on sockets as they come from the operating system, below TLS, HTTP/2 and
 * WebSockets, so a stranger costs the same whatever it speaks and wherever it stops.
 *
 * A newcomer always gets in: when there is no room, the oldest stranger goes. So strangers who hold connections cannot lock out a
 * worker or a launcher, which proves itself within a few round trips.
 */
export class StrangerGate {
  /** Sockets that were evicted, or that took too long. */
  refused = 0;
  /** The oldest first. */
  readonly #strangers = new Map<Socket, NodeJS.Timeout>();

  constructor(private readonly limits: StrangerLimits) {}

  get size(): number {
    return this.#strangers.size;
  }

  /** Takes in a socket, which counts as a stranger's until it is closed or `trust` is called. */
  admit(socket: Socket): void {
    const [oldest] = this.#strangers.keys();
    if (oldest !== undefined && this.#strangers.size >= this.limits.maxStrangers) this.#evict(oldest);
    this.#strangers.set(socket, this.#deadline(socket));
    socket.once('close', () => this.trust(socket));
  }

  /** Gives a stranger its whole time again, and the place of the youngest. */
  prolong(socket: Socket): void {
    if (!this.#strangers.has(socket)) return;
    this.trust(socket);
    this.#strangers.set(socket, this.#deadline(socket));
  }

  /** Whoever is at the other end has proved who it is. */
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
    // Not `end`: a socket that is closed halfway keeps its handle for as long as the other side likes.
    socket.destroy();
  }
}
