import {
  DataLogger,
  distributions,
  EventBatch,
  Model,
  Node,
  NodeContext,
  OnEvent,
  Process,
  Processes,
  ScenarioBuilder,
  simproc,
  type Resource,
  type SampleRecorder,
  type Sampler,
  type Steps,
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

@Node('door', { processes: come })
export class Door {
  private readonly counter: Successors<Guest>;
  private readonly gap: Sampler;
  private readonly coffee: Sampler;

  constructor(
    private readonly context: NodeContext,
    private readonly processes: Processes,
    settings: Settings,
  ) {
    this.counter = context.successors(serve);
    this.gap = distributions.exponential(context.random('gap'), { mean: settings.gap });
    this.coffee = distributions.exponential(context.random('coffee'), { mean: settings.coffee });
  }

  /** Runs from the start, and lets in one guest after another. */
  @Process({ sends: [serve] })
  *letIn(): Steps {
    for (;;) {
      yield* this.processes.hold(this.gap.sample());
      this.counter.send(0, { cameAt: this.context.epoch, minutes: this.coffee.sample() });
    }
  }
}

@Node('counter')
export class Counter {
  private readonly baristas: Resource;
  private readonly waiting: TimeWeightedRecorder;
  private readonly wait: SampleRecorder;

  constructor(
    private readonly context: NodeContext,
    private readonly processes: Processes,
    settings: Settings,
    log: DataLogger,
  ) {
    // Logs baristas.inUse, baristas.queue and baristas.wait by itself.
    this.baristas = processes.resource('baristas', { capacity: settings.baristas });
    this.waiting = log.timeWeighted('waiting', { unit: 'guests' });
    this.wait = log.tally('wait', { unit: 'minutes' });
  }

  /** Called when guests come to the counter. From here on, each of them is a process. */
  @OnEvent(serve)
  welcome(guests: EventBatch<Guest>): void {
    for (const { payload } of guests) this.processes.start(this.visit(payload));
  }

  *visit(guest: Guest): Steps {
    const turn = this.baristas.acquire();
    this.waiting.record(this.baristas.queueLength);
    const barista = yield* turn;
    this.waiting.record(this.baristas.queueLength);
    this.wait.record(this.context.epoch - guest.cameAt);
    yield* this.processes.hold(guest.minutes);
    barista.release();
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
