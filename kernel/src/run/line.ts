import type { AdvanceEnd } from '../activation/kernel-options.js';
import type { Kernel } from '../activation/kernel.js';
import type { DiscoError } from '../errors.js';
import type { ExchangeMessage } from '../exchange/exchange-message.js';
import type { Receiver, Seat, Transport, TransportEndpoint } from '../transport.js';

/** The line from the kernel of one worker to all others: brings what arrives to the kernel, and what it tells to the transport. */
export class Line {
  /** Why the line is cut, if it is. */
  failure: DiscoError | undefined;
  #endpoint: TransportEndpoint | undefined;
  #arrived = 0;
  #seen = 0;
  #wake: (() => void) | undefined;

  private constructor(private readonly kernel: Kernel) {}

  /** @throws as `Transport.open` */
  static async open(kernel: Kernel, transport: Transport, seat: Seat): Promise<Line> {
    const line = new Line(kernel);
    line.#endpoint = await transport.open(seat, line.#receiver());
    return line;
  }

  /** Whether this thread has to fetch what arrives. */
  get isPolled(): boolean {
    return this.#endpoint?.poll !== undefined;
  }

  /** @param progress see `Kernel.tell` */
  tell(end: AdvanceEnd, progress: boolean): void {
    this.#seen = this.#arrived;
    this.kernel.tell(end, this.#send, progress);
  }

  /** See `Kernel.waited`. */
  waited(milliseconds: number): void {
    this.kernel.waited(milliseconds);
  }

  /** Fetches what has arrived, and waits for it so many milliseconds; tells whether there was anything. */
  poll(milliseconds: number): boolean {
    return this.#endpoint?.poll?.(milliseconds) ?? false;
  }

  /** Resolves when anything has arrived since the last `tell`, or the line is cut. */
  async news(): Promise<void> {
    if (this.#arrived === this.#seen && this.failure === undefined)
      await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  /** Ends the waiting for news, so that the run looks for what else there is to do. */
  rouse(): void {
    this.#arrived += 1;
    this.#wake?.();
    this.#wake = undefined;
  }

  async close(): Promise<void> {
    await this.#endpoint?.close();
  }

  readonly #send = (to: number, message: ExchangeMessage): void => this.#endpoint?.send(to, message);

  #receiver(): Receiver {
    return {
      message: (from, message) => {
        this.kernel.receive(from, message);
        this.rouse();
      },
      failed: (error) => {
        this.failure ??= error;
        this.rouse();
      },
    };
  }
}
