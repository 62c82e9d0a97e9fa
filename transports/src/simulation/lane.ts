import type { Outlet, SimulatedConnection } from './simulated-connection.js';
import type { SimulatedTime } from './simulated-time.js';
import type { Way } from './way.js';

type Item = { readonly at: number; readonly sent: number } & (
  { readonly packet: Uint8Array } | { readonly end: string }
);

/**
 * One direction of a connection, as TCP makes it of a way that loses and delays: in order, and again until it arrives,
 * or until the sender gives up.
 */
export class Lane implements Outlet {
  /** Bytes that have not arrived. */
  bytes = 0;
  /** Whether nothing arrives any more, and nobody is told: a table of some router has forgotten the connection. */
  isForgotten = false;
  readonly #items: Item[] = [];
  #latest = 0;
  #isPumping = false;
  #hasEnded = false;

  constructor(
    private readonly time: SimulatedTime,
    private readonly way: Way,
    private readonly from: SimulatedConnection,
    private readonly to: SimulatedConnection,
  ) {}

  /** Whether nothing arrives at present. */
  get isSilent(): boolean {
    return this.isForgotten || this.way.isCut;
  }

  send(packet: Uint8Array): void {
    this.bytes += packet.length;
    this.#add({ at: this.#arrival(), sent: this.time.now, packet });
  }

  end(reason: string): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#add({ at: this.#arrival(), sent: this.time.now, end: reason });
  }

  #arrival(): number {
    return (this.#latest = Math.max(this.#latest, this.from.host.now + this.way.latency()));
  }

  #add(item: Item): void {
    if (this.isForgotten) return;
    this.#items.push(item);
    if (!this.#isPumping) this.#pump(item.at);
  }

  #pump(at: number): void {
    this.#isPumping = true;
    this.time.at(at, () => this.#deliver());
  }

  #deliver(): void {
    const [item] = this.#items;
    this.#isPumping = false;
    if (item === undefined || this.isForgotten) return;
    if (this.way.isCut) {
      // It is repeated until the sender gives up. The other end is not told.
      if (this.time.now - item.sent < this.way.patience) return this.#pump(this.way.retryAt());
      this.#items.length = 0;
      if (!this.from.host.isDown) this.from.over('ETIMEDOUT');
      return;
    }
    this.#items.shift();
    const [next] = this.#items;
    if (next !== undefined) this.#pump(Math.max(next.at, this.time.now));
    // A machine whose process is stopped still receives; the process reads it later.
    this.to.host.receive(() => this.#arrive(item));
  }

  #arrive(item: Item): void {
    if ('packet' in item) {
      this.bytes -= item.packet.length;
      if (this.from.wasCongested) this.from.host.at(this.time.now, () => this.from.drained());
    }
    if (this.to.destroyed) {
      // Nobody reads it, which the machine reports to the sender.
      if ('packet' in item) this.from.host.at(this.time.now + this.way.latency(), () => this.from.over('ECONNRESET'));
      return;
    }
    if ('end' in item) return this.to.over(item.end);
    for (const packet of this.way.delivered(item.packet)) this.to.events.packet(packet);
  }
}
