import {
  distributions,
  Model,
  Node,
  NodeContext,
  Process,
  Processes,
  ScenarioBuilder,
  type Resource,
  type Steps,
} from '@disco-engine/sdk';

/**
 * Jobs visit every machine, each in its own order. Machines break down, and one of two operators repairs them. Time is in
 * hours.
 */
@Node('shop')
export class JobShop {
  private readonly operators = this.processes.resource('operators', { capacity: 2 });
  private readonly machines = ['lathe', 'mill', 'drill', 'press', 'saw'].map((name) => this.processes.resource(name));
  private readonly route = this.context.random('route');
  private readonly gap = distributions.exponential(this.context.random('gap'), { mean: 4 });
  private readonly work = distributions.exponential(this.context.random('work'), { mean: 2 });
  private readonly life = distributions.exponential(this.context.random('life'), { mean: 20 });
  private readonly repair = distributions.exponential(this.context.random('repair'), { mean: 6 });

  constructor(
    private readonly processes: Processes,
    private readonly context: NodeContext,
  ) {}

  @Process()
  *orders(): Steps {
    for (const machine of this.machines) this.processes.start(this.breakdowns(machine));
    for (;;) {
      yield* this.processes.hold(this.gap.sample());
      this.processes.start(this.job());
    }
  }

  *job(): Steps {
    for (const machine of distributions.shuffle(this.route, [...this.machines])) yield* machine.use(this.work.sample()); // resumes after a breakdown of the machine
  }

  *breakdowns(machine: Resource): Steps {
    for (;;) {
      yield* this.processes.hold(this.life.sample());
      const stop = machine.acquire({ priority: -1, preempt: true });
      const taken = yield* this.processes.allOf(stop, this.operators.acquire());
      yield* this.processes.hold(this.repair.sample());
      for (const unit of taken) unit.release();
    }
  }
}

@Model({ name: 'job shop', simprocs: ['shop'], nodes: [JobShop] })
export class Shop {}

export const scenario = new ScenarioBuilder('one shop').vertex('shop', 'Ulm').build();
