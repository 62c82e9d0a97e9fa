import { Transport, type Receiver, type Seat, type TransportEndpoint } from '@disco-engine/kernel';

/** For workers that share a thread: one that waits for another must not put both to sleep. */
export class OneThreadTransport extends Transport {
  constructor(private readonly inner: Transport) {
    super();
  }

  override get name(): string {
    return this.inner.name;
  }

  override async listen(): Promise<string> {
    return this.inner.listen();
  }

  override async open(seat: Seat, receiver: Receiver): Promise<TransportEndpoint> {
    const endpoint = await this.inner.open(seat, receiver);
    if (endpoint.poll === undefined) return endpoint;
    return {
      send: (to, message) => endpoint.send(to, message),
      poll: () => endpoint.poll?.(0) ?? false,
      close: () => endpoint.close(),
    };
  }
}
