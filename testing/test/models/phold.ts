import {
  EventBatch,
  Model,
  Node,
  NodeContext,
  OnEvent,
  RandomStream,
  ScenarioBuilder,
  simproc,
} from '@disco-engine/sdk';

export const job = simproc<number>('job', { minimumDelay: 0.125, complete: true });

/** PHOLD: each job moves on to a random process, after a delay in eighths, so that it uses no function of `Math`. */
@Node('process')
export class Process {
  constructor(
    private readonly context: NodeContext,
    private readonly random: RandomStream,
  ) {}

  @OnEvent(job)
  work(jobs: EventBatch<number>): void {
    const others = this.context.successors(job);
    // Every process is activated once at the start, with an empty batch.
    for (let count = jobs.size || 4; count > 0; count--) {
      const delay = 0.125 + this.random.below(32) / 8;
      others.send(this.random.below(others.size), this.random.uint32(), delay);
    }
  }
}

@Model({ name: 'phold', simprocs: [job], nodes: [Process] })
export class Phold {}

const builder = new ScenarioBuilder('processes');
for (let number = 0; number < 40; number++) builder.vertex('process', `p${number}`);
export const processes = builder.build();
