import type { AdvanceEnd } from '../activation/kernel-options.js';
import type { Kernel } from '../activation/kernel.js';
import type { DiscoError } from '../errors.js';
import type { ExchangeMessage } from '../exchange/exchange-message.js';
import type { Receiver, Seat, Transport, TransportEndpoint } from '../transport.js';

/**
 * Connects the kernel of one worker to all others: passes arriving messages to the kernel, and its messages to the
 * transport.
 */
export class Line {
  /** Why the line was cut, if it was. */
  failure: DiscoError | undefined;
  #endpoint: TransportEndpoint | undefined;
  /** Whether anything has arrived since the last `tell`. */
  #hasNews = false;
  #wake: (() => void) | undefined;

  private constructor(private readonly kernel: Kernel) {}

  /** @throws as `Transport.open` */
  static async open(kernel: Kernel, transport: Transport, seat: Seat): Promise<Line> {
    const line = new Line(kernel);
    line.#endpoint = await transport.open(seat, line.#receiver());
    return line;
  }

  /** Whether this thread has to fetch messages itself. */
  get isPolled(): boolean {
    return this.#endpoint?.poll !== undefined;
  }

  /** Milliseconds of work after which the event loop should get a turn, if messages arrive through it. */
  get turnAfter(): number {
    return this.#endpoint?.turnAfter ?? TURN_AFTER;
  }

  /** @param progress see `Kernel.tell` */
  tell(end: AdvanceEnd, progress: boolean): void {
    this.#hasNews = false;
    this.kernel.tell(end, this.#send, progress);
  }

  /** See `Kernel.waited`. */
  waited(milliseconds: number): void {
    this.kernel.waited(milliseconds);
  }

  /** Fetches what has arrived, waiting for it up to this many milliseconds. Returns whether there was anything. */
  poll(milliseconds: number): boolean {
    return this.#endpoint?.poll?.(milliseconds) ?? false;
  }

  /** Resolves once anything has arrived since the last `tell`, or the line is cut. */
  async news(): Promise<void> {
    if (!this.#hasNews && this.failure === undefined) await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  /** Interrupts `news`, so that the run checks what else there is to do. */
  rouse(): void {
    this.#hasNews = true;
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

/** See `TransportEndpoint.turnAfter`. */
const TURN_AFTER = 1;
