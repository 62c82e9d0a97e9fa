import type { ExchangeMessage, Receiver } from '@disco-engine/kernel';

/** Keeps what arrives, and lets a test wait for it. */
export class Inbox implements Receiver {
  /** Sequence numbers, by number of the sender. */
  readonly seen: number[][] = [];
  readonly payloads: unknown[] = [];
  readonly failures: Error[] = [];
  keepsPayloads = true;
  /** Called for each message, before it is kept. */
  onMessage: (from: number, message: ExchangeMessage) => void = () => {};
  readonly #waiting: { readonly holds: () => boolean; readonly resolve: () => void }[] = [];

  message(from: number, message: ExchangeMessage): void {
    this.onMessage(from, message);
    (this.seen[from] ??= []).push(message.sequence);
    if (this.keepsPayloads) this.payloads.push(...(message.payloads ?? []).slice(0, message.count));
    this.#check();
  }

  failed(error: Error): void {
    this.failures.push(error);
    this.#check();
  }

  async until(holds: () => boolean): Promise<void> {
    if (!holds()) await new Promise<void>((resolve) => this.#waiting.push({ holds, resolve }));
  }

  async messages(from: number, count: number): Promise<void> {
    await this.until(() => (this.seen[from]?.length ?? 0) >= count);
  }

  #check(): void {
    for (const waiting of this.#waiting.splice(0)) {
      if (waiting.holds()) waiting.resolve();
      else this.#waiting.push(waiting);
    }
  }
}
