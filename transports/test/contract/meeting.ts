import {
  ExchangeMessage,
  type Receiver,
  type Seat,
  type Transport,
  type TransportEndpoint,
} from '@disco-engine/kernel';
import { messageWith } from '../wire/messages.js';
import { socketFolder, type Kind, type Options } from './kinds.js';
import type { RoughProxy } from './rough-proxy.js';

/** Keeps what arrives, and lets a test wait for it. */
export class Inbox implements Receiver {
  /** Sequence numbers, by the number of the sender. */
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

/** Workers that are joined, for one test. */
export class Meeting {
  readonly endpoints: TransportEndpoint[] = [];
  readonly inboxes: Inbox[] = [];
  readonly proxies: RoughProxy[] = [];
  transports: Transport[] = [];
  addresses: string[] = [];
  readonly folder = socketFolder();

  private constructor(readonly workers: number) {}

  /** @param proxied whether each worker is reached through a proxy */
  static async hold(
    kind: Kind,
    workers: number,
    { proxied = false, ...options }: Options & { proxied?: boolean } = {},
  ) {
    const meeting = new Meeting(workers);
    const site = kind.make(meeting.folder.path);
    meeting.transports = Array.from({ length: workers }, (_, worker) => site.transport(worker, options));
    for (const transport of meeting.transports) {
      let address = await transport.listen();
      if (proxied) {
        const through = await site.proxy(address);
        meeting.proxies.push(through.proxy);
        address = through.address;
      }
      meeting.addresses.push(address);
    }
    meeting.inboxes.push(...Array.from({ length: workers }, () => new Inbox()));
    const opened = meeting.transports.map((transport, worker) =>
      transport.open(meeting.seat(worker), meeting.inboxes[worker]),
    );
    meeting.endpoints.push(...(await Promise.all(opened)));
    return meeting;
  }

  seat(worker: number, identity: Seat['identity'] = [['seed', '7']]): Seat {
    return { worker, workers: this.workers, identity, addresses: this.addresses };
  }

  send(from: number, to: number, sequence: number, payload: unknown = null): void {
    this.endpoints[from].send(to, messageWith([payload], sequence, this.workers));
  }

  /** @returns the files that were left where sockets were */
  async close(): Promise<string[]> {
    await Promise.all(this.endpoints.map(async (endpoint) => endpoint.close()));
    for (const proxy of this.proxies) await proxy.close();
    return this.folder.remove();
  }
}

export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
