import {
  DataLogger,
  distributions,
  EventBatch,
  Model,
  Node,
  NodeContext,
  NodeData,
  OnEvent,
  Process,
  Processes,
  ScenarioBuilder,
  simproc,
  type Scenario,
  type Steps,
} from '@disco-engine/sdk';

/** Time on the wire between two routers. */
export const WIRE = 0.1;

/** The payload is the epoch at which the packet was first sent. */
const packet = simproc<number>('packet', { minimumDelay: WIRE });

/**
 * Packets from its hosts and from other routers queue for its link. After the link, a packet takes an edge, chosen by weight,
 * or has arrived.
 */
@Node('router')
export class Router {
  private readonly link = this.processes.resource('link');
  private readonly delay = this.log.tally('delay');
  private readonly next = this.context.successors(packet);
  private readonly route = this.context.random('route');
  private readonly length = distributions.exponential(this.context.random('length'), { mean: 1 });

  constructor(
    private readonly processes: Processes,
    private readonly context: NodeContext,
    private readonly data: NodeData,
    private readonly log: DataLogger,
  ) {}

  @Process()
  *hosts(): Steps {
    const gap = distributions.exponential(this.context.random('gap'), { mean: 1 / this.data.number('sent') });
    for (;;) {
      yield* this.processes.hold(gap.sample());
      this.processes.start(this.forward(this.context.epoch));
    }
  }

  @OnEvent(packet)
  receive(packets: EventBatch<number>): void {
    for (const { payload } of packets) this.processes.start(this.forward(payload));
  }

  *forward(sentAt: number): Steps {
    const link = yield* this.link.acquire();
    yield* this.processes.hold(this.length.sample() / this.data.number('speed'));
    link.release();
    let draw = this.route.uniform();
    for (let to = 0; to < this.next.size; to++) {
      draw -= this.next.weight(to);
      if (draw < 0) return this.next.send(to, sentAt);
    }
    this.delay.record(this.context.epoch - sentAt);
  }
}

@Model({ name: 'packet network', simprocs: [packet], nodes: [Router] })
export class PacketNetwork {}

/**
 * By name of the router: packets sent by its hosts per unit of time, packets of length 1 that its link transmits per unit of
 * time, and routing shares.
 */
export type Routers = Readonly<
  Record<string, { readonly sent: number; readonly speed: number; readonly to: Readonly<Record<string, number>> }>
>;

export const routers: Routers = {
  Aachen: { sent: 0.4, speed: 1, to: { Bonn: 0.5, Celle: 0.3 } },
  Bonn: { sent: 0.2, speed: 1.2, to: { Celle: 0.4, Düren: 0.4 } },
  Celle: { sent: 0.3, speed: 1.5, to: { Aachen: 0.2, Düren: 0.3 } },
  Düren: { sent: 0.1, speed: 1, to: { Aachen: 0.3 } },
};

export function network(of: Routers): Scenario {
  const builder = new ScenarioBuilder('network');
  for (const [name, { sent, speed, to }] of Object.entries(of)) {
    builder.vertex('router', name, { sent, speed });
    for (const [other, share] of Object.entries(to)) builder.edge('packet', name, other, share);
  }
  return builder.build();
}
