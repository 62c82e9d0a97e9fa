import {
  DataLogger,
  distributions,
  EventBatch,
  Model,
  Node,
  NodeContext,
  OnEvent,
  ScenarioBuilder,
  simproc,
  type SampleRecorder,
  type Sampler,
  type Successors,
  type TimeWeightedRecorder,
} from '@disco-engine/sdk';

/** A guest of a coffee bar. Time is in minutes. */
export interface Guest {
  readonly cameAt: number;
  /** Minutes that this guest's coffee takes. It is drawn on arrival, so all cases serve the same guests. */
  readonly minutes: number;
}

/** The two activities: guests come, and guests are served. */
export const come = simproc('come');
export const serve = simproc<Guest>('serve');

/** The parameters of an experiment. */
export class Settings {
  baristas = 1;
  /** Mean minutes between two guests. */
  gap = 1;
  /** Mean minutes for a coffee. */
  coffee = 0.8;
}

@Node('door')
export class Door {
  private readonly counter: Successors<Guest>;
  private readonly gap: Sampler;
  private readonly coffee: Sampler;

  constructor(
    private readonly context: NodeContext,
    settings: Settings,
  ) {
    this.counter = context.successors(serve);
    this.gap = distributions.exponential(context.random('gap'), { mean: settings.gap });
    this.coffee = distributions.exponential(context.random('coffee'), { mean: settings.coffee });
  }

  /** Called at epoch 0, and then whenever a guest comes. */
  @OnEvent(come, { sends: [serve] })
  letIn(): void {
    const now = this.context.epoch;
    if (now > 0) this.counter.send(0, { cameAt: now, minutes: this.coffee.sample() });
    this.context.wakeupAfter(this.gap.sample());
  }
}

@Node('counter')
export class Counter {
  private readonly queue: Guest[] = [];
  /** When each busy barista will be done. */
  private busyUntil: number[] = [];
  private readonly waiting: TimeWeightedRecorder;
  private readonly wait: SampleRecorder;

  constructor(
    private readonly context: NodeContext,
    private readonly settings: Settings,
    log: DataLogger,
  ) {
    this.waiting = log.timeWeighted('waiting', { unit: 'guests' });
    this.wait = log.tally('wait', { unit: 'minutes' });
  }

  /** Called when guests come to the counter, and at the wakeup, when a coffee is done. */
  @OnEvent(serve)
  work(guests: EventBatch<Guest>): void {
    const now = this.context.epoch;
    for (const { payload } of guests) this.queue.push(payload);
    this.busyUntil = this.busyUntil.filter((end) => end > now);
    while (this.busyUntil.length < this.settings.baristas) {
      const guest = this.queue.shift();
      if (guest === undefined) break;
      this.wait.record(now - guest.cameAt);
      this.busyUntil.push(now + guest.minutes);
      this.context.wakeupAfter(guest.minutes);
    }
    this.waiting.record(this.queue.length);
  }
}

/** The order of the simprocs matters: within one epoch, guests come before they are served. */
@Model({ name: 'coffee-bar', simprocs: [come, serve], nodes: [Door, Counter], parameters: Settings })
export class CoffeeBar {}

/** One door that leads to one counter. Their nodes are door/street and counter/bar. */
export const bar = new ScenarioBuilder('bar')
  .vertex('door', 'street')
  .vertex('counter', 'bar')
  .edge('serve', 'street', 'bar')
  .build();
