import { NO_EVENTS, type Connection } from '../../src/session/connection.js';

/**
 * One end of a connection within this process. What one end sends reaches the other in a later turn of the event loop.
 */
export class MemoryConnection implements Connection {
  events = NO_EVENTS;
  readonly congested = false;
  isOpen = true;
  isTrusted = false;
  readonly ended: Promise<void>;
  #settle: () => void = () => {};
  #peer: MemoryConnection | undefined;

  constructor() {
    this.ended = new Promise((resolve) => (this.#settle = resolve));
  }

  static pair(): readonly [near: MemoryConnection, far: MemoryConnection] {
    const [near, far] = [new MemoryConnection(), new MemoryConnection()];
    near.#peer = far;
    far.#peer = near;
    return [near, far];
  }

  send(packet: Uint8Array): void {
    if (!this.isOpen) return;
    const copy = Buffer.from(packet);
    const peer = this.#peer;
    setImmediate(() => {
      if (peer?.isOpen === true) peer.events.packet(copy);
    });
  }

  trust(): void {
    this.isTrusted = true;
  }

  close(): void {
    this.terminate();
  }

  terminate(): void {
    this.#end('this end was closed');
    const peer = this.#peer;
    if (peer !== undefined) setImmediate(() => peer.#end('the other end was closed'));
  }

  #end(reason: string): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#settle();
    setImmediate(() => this.events.closed(reason));
  }
}
