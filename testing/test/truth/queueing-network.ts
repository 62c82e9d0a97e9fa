import {
  distributions,
  EventBatch,
  Model,
  Node,
  NodeContext,
  NodeData,
  OnEvent,
  RandomStream,
  simproc,
  type Successors,
} from '@disco-engine/sdk';
import { StationStatistics } from './station-statistics.js';

/**
 * A customer enters a station this long after it left the last one or the source. A station without a queue, in which each
 * customer stays for a fixed time, changes nothing in the others: see `network.test.ts`.
 */
export const TRANSFER = 0.5;

const arrival = simproc<null>('arrival', { minimumDelay: TRANSFER });

/** Sends customers to one station, with independent exponential times between them (a Poisson process). */
@Node('source')
export class Source {
  private readonly station: Successors<null>;
  private readonly interval: distributions.Sampler;

  constructor(
    private readonly context: NodeContext,
    data: NodeData,
    random: RandomStream,
  ) {
    this.station = context.successors(arrival);
    this.interval = distributions.exponential(random, { mean: 1 / data.number('rate') });
  }

  @OnEvent(arrival)
  emit(): void {
    if (this.context.epoch > 0) this.station.send(0, null);
    this.context.wakeupAfter(this.interval.sample());
  }
}

/** One queue, first come first served, and one or more servers with exponential service times. */
@Node('station')
export class Station {
  readonly statistics = new StationStatistics();
  /** When the customers came that wait, the longest waiting one first. */
  private readonly queue: number[] = [];
  /** When the services under way end, in no order; at most one for each server. */
  private ends: number[] = [];
  private readonly servers: number;
  private readonly service: distributions.Sampler;
  private readonly routing: RandomStream;
  private readonly next: Successors<null>;

  constructor(
    private readonly context: NodeContext,
    data: NodeData,
  ) {
    this.servers = data.number('servers', 1);
    this.service = distributions.exponential(context.random('service'), { mean: 1 / data.number('rate') });
    this.routing = context.random('routing');
    this.next = context.successors(arrival);
  }

  /** Activated by customers who enter and by wakeups at the end of each service. */
  @OnEvent(arrival)
  work(customers: EventBatch<null>): void {
    const { epoch } = this.context;
    for (let i = 0; i < customers.size; i++) {
      this.statistics.entered(epoch);
      this.queue.push(epoch);
    }
    const before = this.ends.length;
    this.ends = this.ends.filter((end) => end > epoch);
    for (let ended = before - this.ends.length; ended > 0; ended--) {
      this.statistics.left(epoch);
      this.route();
    }
    while (this.ends.length < this.servers && this.queue.length > 0) this.serve(epoch);
  }

  private serve(epoch: number): void {
    this.statistics.waited(epoch - (this.queue.shift() ?? epoch));
    const service = this.service.sample();
    this.ends.push(epoch + service);
    this.context.wakeupAfter(service);
  }

  /** The weight of an edge is the probability that a customer takes it; with the rest it leaves the network. */
  private route(): void {
    let draw = this.routing.uniform();
    for (let i = 0; i < this.next.size; i++) {
      draw -= this.next.weight(i);
      if (draw < 0) return this.next.send(i, null);
    }
  }
}

@Model({ name: 'queueing-network', simprocs: [arrival], nodes: [Source, Station] })
export class QueueingNetwork {}
