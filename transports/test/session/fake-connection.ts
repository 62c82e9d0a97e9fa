import { NO_EVENTS, type Connection } from '../../src/session/connection.js';

/** An end of a connection without a socket. What is sent can be inspected, changed, and carried over by hand. */
export class FakeConnection implements Connection {
  events = NO_EVENTS;
  congested = false;
  isTrusted = false;
  isOpen = true;
  /** Whether it was asked to send what it had first. */
  isClosedGently = false;
  readonly sent: Buffer[] = [];
  readonly ended: Promise<void>;
  #settle: () => void = () => {};

  constructor() {
    this.ended = new Promise((resolve) => (this.#settle = resolve));
  }

  send(packet: Uint8Array): void {
    if (this.isOpen) this.sent.push(Buffer.from(packet));
  }

  trust(): void {
    this.isTrusted = true;
  }

  close(): void {
    this.isClosedGently = this.isOpen;
    this.terminate();
  }

  terminate(): void {
    this.isOpen = false;
    this.#settle();
  }

  /** Acts as if the network had broken it. */
  break(): void {
    if (!this.isOpen) return;
    this.terminate();
    this.events.closed('broken by the test');
  }

  take(): Buffer[] {
    return this.sent.splice(0);
  }
}
