import {
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
import { times, type Times } from './times.js';

/**
 * A customer enters a station this long after leaving the last one or the source. A station without a queue, in which
 * each customer stays for a fixed time, does not affect the others: see `network.test.ts`.
 */
export const TRANSFER = 0.5;

const arrival = simproc<null>('arrival', { minimumDelay: TRANSFER });

/**
 * Sends customers to one station, with independent times between them; exponential (a Poisson process) if `times` is
 * omitted.
 */
@Node('source')
export class Source {
  private readonly station: Successors<null>;
  private readonly interval: Times;

  constructor(
    private readonly context: NodeContext,
    data: NodeData,
    random: RandomStream,
  ) {
    this.station = context.successors(arrival);
    this.interval = times(data.text('times', 'exponential'), random, 1 / data.number('rate'));
  }

  @OnEvent(arrival)
  emit(): void {
    if (this.context.epoch > 0) this.station.send(0, null);
    this.context.wakeupAfter(this.interval.sample());
  }
}

/** A first-come-first-served queue with one or more servers; service times are exponential if `times` is omitted. */
@Node('station')
export class Station {
  readonly statistics = new StationStatistics();
  /** When the waiting customers arrived, the one waiting longest first. */
  private readonly queue: number[] = [];
  /** When the services in progress end, in no particular order; at most one per server. */
  private readonly ends: number[] = [];
  private readonly servers: number;
  /** Capacity for customers, including those in service; a customer who finds no room is lost. */
  private readonly room: number;
  /** Number of customers present from the start, for closed networks. */
  private readonly start: number;
  private readonly service: Times;
  private readonly routing: RandomStream;
  private readonly next: Successors<null>;

  constructor(
    private readonly context: NodeContext,
    data: NodeData,
  ) {
    this.servers = data.number('servers', 1);
    this.room = data.number('room', Infinity);
    this.start = data.number('start', 0);
    this.service = times(data.text('times', 'exponential'), context.random('service'), 1 / data.number('rate'));
    this.routing = context.random('routing');
    this.next = context.successors(arrival);
  }

  /** Activated by entering customers, and by wakeups at the end of each service. */
  @OnEvent(arrival)
  work(customers: EventBatch<null>): void {
    const { epoch } = this.context;
    const { statistics } = this;
    this.finish(epoch);
    const coming = epoch === 0 ? this.start : customers.size;
    for (let i = 0; i < coming; i++) {
      if (this.queue.length + this.ends.length >= this.room) {
        statistics.lost();
        continue;
      }
      statistics.entered(epoch);
      this.queue.push(epoch);
    }
    while (this.ends.length < this.servers && this.queue.length > 0) this.serve(epoch);
  }

  private finish(epoch: number): void {
    const { ends } = this;
    let kept = 0;
    for (const end of ends) {
      if (end > epoch) {
        ends[kept++] = end;
      } else {
        this.statistics.left(epoch);
        this.route();
      }
    }
    ends.length = kept;
  }

  private serve(epoch: number): void {
    this.statistics.waited(epoch - (this.queue.shift() ?? epoch));
    const service = this.service.sample();
    this.ends.push(epoch + service);
    this.context.wakeupAfter(service);
  }

  /** The weight of an edge is the probability that a customer takes it; otherwise the customer leaves the network. */
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
