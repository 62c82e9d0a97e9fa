import type { SimulatedConnection, SimulatedHost, SimulatedNetwork } from '@disco-engine/transports/simulation';
import {
  WiredTransport,
  type Address,
  type ArrivalListener,
  type Connection,
  type SessionTransportOptions,
} from '@disco-engine/transports/session';

/** The sessions of all transports, over simulated wires. An address is `unix:/HOST/PORT`. */
export class SimulatedTransport extends WiredTransport<SimulatedConnection> {
  override readonly name = 'simulated';

  constructor(
    private readonly host: SimulatedHost,
    private readonly network: SimulatedNetwork,
    options: Omit<SessionTransportOptions, 'clock' | 'randomBytes'>,
  ) {
    const { clock, randomBytes } = host;
    super({ ...options, clock, randomBytes }, { plain: 'simulated', secure: 'simulateds' });
  }

  protected override makeListener(
    accept: (arrival: SimulatedConnection) => void,
  ): ArrivalListener<SimulatedConnection> {
    const { host, network, settings } = this;
    const strangers = new Set<SimulatedConnection>();
    let stop = (): void => {};
    return {
      async listen(address) {
        stop = network.listen(host, pathOf(address), (arrival) => {
          strangers.add(arrival);
          host.clock.after(settings.handshakeWithin, () => {
            if (strangers.delete(arrival)) arrival.destroy();
          });
          accept(arrival);
        });
        return address;
      },
      trust: (arrival) => void strangers.delete(arrival),
      async close() {
        stop();
        for (const stranger of strangers) stranger.destroy();
      },
    };
  }

  protected override connect(address: Address): Connection {
    const path = pathOf(address);
    return this.network.connect(this.host, path.split('/')[1] ?? '', path);
  }

  protected override accept(
    arrival: SimulatedConnection,
    trust: () => void,
    greetGuest: (connection: Connection) => void,
  ): void {
    arrival.onTrust = trust;
    greetGuest(arrival);
  }
}

function pathOf(address: Address): string {
  return address.kind === 'unix' ? address.path : address.host;
}
