import {
  entryAt,
  EVENT_WORDS,
  ExchangeMessage,
  type Seat,
  type Transport,
  type TransportEndpoint,
} from '@disco-engine/kernel';
import type { SessionTransportOptions } from '@disco-engine/transports';
import { Inbox } from './inbox.js';
import type { RoughProxy } from './rough-proxy.js';
import { socketFolder, type SocketFolder } from './socket-folder.js';
import type { TransportSetup } from './transport-setup.js';

/** Connected workers, for one test. */
export class Meeting {
  readonly endpoints: TransportEndpoint[] = [];
  readonly inboxes: Inbox[] = [];
  readonly proxies: RoughProxy[] = [];
  transports: Transport[] = [];
  addresses: string[] = [];
  readonly folder: SocketFolder = socketFolder();

  private constructor(readonly workers: number) {}

  /** @param options.proxied whether each worker is reached through a proxy */
  static async hold(
    setup: TransportSetup,
    workers: number,
    { proxied = false, ...options }: Partial<SessionTransportOptions> & { readonly proxied?: boolean } = {},
  ): Promise<Meeting> {
    const meeting = new Meeting(workers);
    const site = await setup.make(meeting.folder.path, workers);
    const numbers = Array.from({ length: workers }, (_, worker) => worker);
    meeting.transports = await Promise.all(numbers.map((worker) => site.transport(worker, options)));
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
      transport.open(meeting.seat(worker), entryAt(meeting.inboxes, worker)),
    );
    meeting.endpoints.push(...(await Promise.all(opened)));
    await site.release();
    return meeting;
  }

  seat(worker: number, identity: Seat['identity'] = [['seed', '7']]): Seat {
    return { worker, workers: this.workers, identity, addresses: this.addresses };
  }

  send(from: number, to: number, sequence: number, payload: unknown = null): void {
    entryAt(this.endpoints, from).send(to, messageWith([payload], sequence, this.workers));
  }

  /** @returns the files that were left next to the sockets */
  async close(): Promise<string[]> {
    await Promise.all(this.endpoints.map(async (endpoint) => endpoint.close()));
    for (const proxy of this.proxies) await proxy.close();
    return this.folder.remove();
  }
}

/** A message with events that carry these payloads. */
export function messageWith(payloads: readonly unknown[], sequence: number, workers: number): ExchangeMessage {
  const message = new ExchangeMessage(workers);
  message.sequence = sequence;
  message.total = message.count = payloads.length;
  message.words = Int32Array.from({ length: payloads.length * EVENT_WORDS }, (_, index) => index);
  message.payloads = [...payloads];
  return message;
}

/** The numbers from 1 to a count. */
export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
