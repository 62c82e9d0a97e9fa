import { Transport, type Receiver, type Seat, type TransportEndpoint } from '@disco-engine/kernel';
import { MessageCodec } from '@disco-engine/transports';

/** Counts the bytes of all frames that another transport sends, by encoding each message again. */
export class CountingTransport extends Transport {
  override readonly name: string;
  bytes = 0;

  constructor(private readonly inner: Transport) {
    super();
    this.name = inner.name;
  }

  override listen(): Promise<string> {
    return this.inner.listen();
  }

  override async open(seat: Seat, receiver: Receiver): Promise<TransportEndpoint> {
    const codec = new MessageCodec(seat.workers);
    const endpoint = await this.inner.open(seat, receiver);
    const counted: TransportEndpoint = {
      send: (to, message) => {
        this.bytes += codec.encode(message).byteLength;
        endpoint.send(to, message);
      },
      turnAfter: endpoint.turnAfter,
      close: () => endpoint.close(),
    };
    return endpoint.poll === undefined
      ? counted
      : { ...counted, poll: (milliseconds) => endpoint.poll?.(milliseconds) ?? false };
  }
}
