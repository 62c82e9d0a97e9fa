import {
  DataLogger,
  distributions,
  Model,
  Node,
  NodeContext,
  Process,
  Processes,
  ScenarioBuilder,
  type Steps,
} from '@disco-engine/sdk';

/** Three agents, and callers who hang up when they have waited too long. Time is in minutes. */
@Node('centre')
export class CallCentre {
  private readonly agents = this.processes.resource('agents', { capacity: 3 });
  private readonly delayed = this.log.tally('delayed');
  private readonly gap = distributions.exponential(this.context.random('gap'), { mean: 1 });
  private readonly talk = distributions.exponential(this.context.random('talk'), { mean: 4 });
  private readonly patience = distributions.exponential(this.context.random('patience'), { mean: 5 });

  constructor(
    private readonly processes: Processes,
    private readonly context: NodeContext,
    private readonly log: DataLogger,
  ) {}

  @Process()
  *arrivals(): Steps {
    for (;;) {
      yield* this.processes.hold(this.gap.sample());
      this.processes.start(this.caller());
    }
  }

  *caller(): Steps {
    this.delayed.record(this.agents.inUse < this.agents.capacity ? 0 : 1);
    const agent = yield* this.agents.acquire({ patience: this.patience.sample() });
    if (agent === undefined) return; // the caller has hung up
    yield* this.processes.hold(this.talk.sample());
    agent.release();
  }
}

@Model({ name: 'call centre', simprocs: ['calls'], nodes: [CallCentre] })
export class Calls {}

export const scenario = new ScenarioBuilder('one centre').vertex('centre', 'Ulm').build();
