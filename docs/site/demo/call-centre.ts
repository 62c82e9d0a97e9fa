import { DataLogger, distributions, Model, Node, NodeContext, Process, Processes } from '@disco-engine/sdk';
import { ScenarioBuilder, type Steps } from '@disco-engine/sdk';

class Staffing {
  agents = 3;
}

/** Callers who give up when they have waited too long. Time is in minutes. */
@Node('centre')
export class CallCentre {
  private readonly agents = this.processes.resource('agents', { capacity: this.staffing.agents });
  private readonly lost = this.log.tally('lost'); // 1 for a caller who gives up, else 0: its mean is their share
  private readonly gap = distributions.exponential(this.context.random('gap'), { mean: 1 });
  private readonly talk = distributions.exponential(this.context.random('talk'), { mean: 4 });
  private readonly patience = distributions.exponential(this.context.random('patience'), { mean: 5 });

  constructor(
    private readonly staffing: Staffing,
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
    const agent = yield* this.agents.acquire({ patience: this.patience.sample() });
    this.lost.record(agent === undefined ? 1 : 0);
    if (agent === undefined) return;
    yield* this.processes.hold(this.talk.sample());
    agent.release();
  }
}

@Model({ name: 'call centre', simprocs: ['calls'], nodes: [CallCentre], parameters: Staffing })
export class Calls {}

export const scenario = new ScenarioBuilder('one centre').vertex('centre', 'Ulm').build();
