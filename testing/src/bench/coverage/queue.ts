import {
  distributions,
  EventBatch,
  Model,
  Node,
  NodeContext,
  OnEvent,
  RandomStream,
  ScenarioBuilder,
  simproc,
  type Successors,
} from '@disco-engine/sdk';

// At the same epoch, a customer arrives before the desk looks for the next one.
const opening = simproc<never>('opening');
const arrival = simproc<null>('arrival');

/** The queue, and what is measured. */
export class QueueParameters {
  /** Arrivals per unit of time, less than `serviceRate`. */
  arrivalRate = 0.5;
  serviceRate = 1;
  /** Customers not counted, because they arrive at a queue that has not yet forgotten that it started empty. */
  warmup = 1000;
  /** Customers counted. */
  measured = 10_000;
}

/** Customers arrive at independent exponential intervals until the requested number has come. */
@Node('door')
class Door {
  private sent = 0;
  private readonly desk: Successors<null>;
  private readonly interval: distributions.Sampler;

  constructor(
    private readonly context: NodeContext,
    private readonly parameters: QueueParameters,
    random: RandomStream,
  ) {
    this.desk = context.successors(arrival);
    this.interval = distributions.exponential(random, { mean: 1 / parameters.arrivalRate });
  }

  @OnEvent(opening, { sends: [arrival] })
  open(): void {
    const { epoch } = this.context;
    const { warmup, measured } = this.parameters;
    if (epoch > 0) {
      this.desk.send(0, null);
      this.sent += 1;
    }
    if (this.sent < warmup + measured) this.context.wakeupAfter(this.interval.sample());
  }
}

/** One server, first come first served, with exponential service times. */
@Node('desk')
export class Desk {
  /** When each customer arrived. */
  private readonly arrivals: number[] = [];
  /** How many services have started. */
  private begun = 0;
  private busyUntil = 0;
  private waited = 0;
  private readonly service: distributions.Sampler;

  constructor(
    private readonly context: NodeContext,
    private readonly parameters: QueueParameters,
    random: RandomStream,
  ) {
    this.service = distributions.exponential(random, { mean: 1 / parameters.serviceRate });
  }

  /** Activated by arriving customers, and by a wakeup at the end of each service. */
  @OnEvent(arrival)
  work(customers: EventBatch<null>): void {
    const { epoch } = this.context;
    for (let i = 0; i < customers.size; i++) this.arrivals.push(epoch);
    if (epoch < this.busyUntil || this.begun === this.arrivals.length) return;
    if (this.begun >= this.parameters.warmup) this.waited += epoch - (this.arrivals[this.begun] ?? NaN);
    this.begun += 1;
    const service = this.service.sample();
    this.busyUntil = epoch + service;
    this.context.wakeupAfter(service);
  }

  /** Mean time in the queue, without service, of the customers counted. */
  get meanWait(): number {
    return this.waited / (this.begun - this.parameters.warmup);
  }
}

@Model({ name: 'mm1', simprocs: [opening, arrival], nodes: [Door, Desk], parameters: QueueParameters })
export class Queue {}

export const queueScenario = new ScenarioBuilder('M/M/1')
  .vertex('door', 'street')
  .vertex('desk', 'clerk')
  .edge('arrival', 'street', 'clerk')
  .build();

/** The mean wait in the steady state: L. Kleinrock, "Queueing Systems", vol. 1 (1975), chapter 3. */
export function trueMeanWait({ arrivalRate, serviceRate }: QueueParameters): number {
  return arrivalRate / serviceRate / (serviceRate - arrivalRate);
}
