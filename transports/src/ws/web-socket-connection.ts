import { WebSocket, type RawData } from 'ws';
import { LINGER_MILLISECONDS, MOST_BUFFERED_BYTES, NO_EVENTS, type Connection } from '../session/connection.js';
import { violation } from '../session/session-frame.js';

/** A packet is a binary message. */
export class WebSocketConnection implements Connection {
  events = NO_EVENTS;
  readonly ended: Promise<void>;
  #buffered = 0;
  #wasCongested = false;
  #reason: string | undefined;
  #linger: NodeJS.Timeout | undefined;

  constructor(
    private readonly socket: WebSocket,
    readonly trust: () => void = () => {},
  ) {
    socket.binaryType = 'nodebuffer';
    socket.on('message', (data, isBinary) => this.#take(data, isBinary));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      this.#reason ??= error.message;
      // Errors of the library itself concern frames that break the protocol; others come from the layers below.
      if (error.code?.startsWith('WS_ERR_'))
        this.events.violated(violation(`a WebSocket frame is invalid: ${error.message}`));
    });
    this.ended = new Promise((resolve) => {
      socket.once('close', (code) => {
        clearTimeout(this.#linger);
        resolve();
        this.events.closed(this.#reason ?? `the other side has closed the connection (${code})`);
      });
    });
  }

  get congested(): boolean {
    const congested = this.#buffered >= MOST_BUFFERED_BYTES;
    this.#wasCongested ||= congested;
    return congested;
  }

  send(packet: Uint8Array): void {
    if (this.socket.readyState !== WebSocket.OPEN) return;
    this.#buffered += packet.length;
    this.socket.send(packet, (error) => {
      this.#buffered -= packet.length;
      if (error instanceof Error || !this.#wasCongested || this.#buffered > MOST_BUFFERED_BYTES / 2) return;
      this.#wasCongested = false;
      this.events.drained();
    });
  }

  close(): void {
    this.socket.close();
    this.#linger ??= setTimeout(() => this.terminate(), LINGER_MILLISECONDS);
    if (this.socket.readyState === WebSocket.CLOSED) clearTimeout(this.#linger);
  }

  terminate(): void {
    this.socket.terminate();
  }

  #take(data: RawData, isBinary: boolean): void {
    if (isBinary && Buffer.isBuffer(data)) return this.events.packet(data);
    this.#reason = 'the other side sent text';
    this.terminate();
    this.events.violated(violation('a WebSocket message is text'));
  }
}
