import { NO_EVENTS, type Arrival, type Connection } from '../session/index.js';
import type { SimulatedHost } from './simulated-host.js';

/** Where an end of a connection sends. */
export interface Outlet {
  /** Bytes that have not arrived. */
  readonly bytes: number;
  send(packet: Uint8Array): void;
  /** Tells the other end that this one has ended. */
  end(reason: string): void;
}

/**
 * One end of a connection, as the operating system gives it to a process: what is sent arrives in order until one of
 * the two ends it, or the network does.
 */
export class SimulatedConnection implements Connection, Arrival {
  events = NO_EVENTS;
  /** What the listener is told once the peer has proved itself. */
  onTrust: () => void = () => {};
  destroyed = false;
  readonly ended: Promise<void>;
  #settle: () => void = () => {};
  readonly #watchers: (() => void)[] = [];
  #outlet: Outlet | undefined;
  #wasCongested = false;
  #isSilent = (): boolean => false;

  constructor(readonly host: SimulatedHost) {
    this.ended = new Promise((resolve) => (this.#settle = resolve));
    host.whenDown(() => {
      if (!this.destroyed) this.#outlet?.end('the process was killed');
      this.destroyed = true;
    });
  }

  /**
   * @param outlet to the other end; without one, nothing that is sent goes anywhere
   * @param isSilent whether nothing gets through at present, in one of the two directions
   */
  establish(outlet: Outlet, isSilent: () => boolean): void {
    this.#outlet = outlet;
    this.#isSilent = isSilent;
  }

  /** Whether nothing gets through at present, in one of the two directions: what keepalives of the operating system find out. */
  get isSilent(): boolean {
    return this.#isSilent();
  }

  get congested(): boolean {
    const congested = (this.#outlet?.bytes ?? 0) >= MOST_BUFFERED;
    this.#wasCongested ||= congested;
    return congested;
  }

  send(packet: Uint8Array): void {
    if (!this.destroyed) this.#outlet?.send(packet.slice());
  }

  trust(): void {
    this.onTrust();
  }

  close(): void {
    this.terminate();
  }

  terminate(): void {
    if (this.destroyed) return;
    this.#outlet?.end('the other side has closed the connection');
    this.over('it was closed here');
  }

  destroy(): void {
    this.terminate();
  }

  once(_event: 'close', listener: () => void): void {
    this.#watchers.push(listener);
  }

  /** Whether it was congested when it was asked last, and waits for room. */
  get wasCongested(): boolean {
    return this.#wasCongested;
  }

  /** Room has become free. */
  drained(): void {
    if (this.destroyed || !this.#wasCongested || this.congested) return;
    this.#wasCongested = false;
    this.events.drained();
  }

  /** The connection has ended, whoever ended it. */
  over(reason: string): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.host.clock.nextTurn(() => {
      this.#settle();
      for (const watcher of this.#watchers) watcher();
      this.events.closed(reason);
    });
  }
}

/** Little, so that a queue fills up now and then. */
const MOST_BUFFERED = 4096;
