import { defineExperiment } from '@disco-engine/experiments';
import {
  DataLogger,
  EventBatch,
  Model,
  Node,
  NodeContext,
  OnEvent,
  RandomStream,
  ScenarioBuilder,
  simproc,
  type SampleRecorder,
  type Scenario,
  type Successors,
} from '@disco-engine/sdk';

// The experiments of the benchmark. Every worker loads this module.

const PROCESSES = 1024;
const EVENTS_PER_PROCESS = 16;
/** A process logs one job in this many. */
const LOGGED = 64;

const job = simproc<null>('job', { minimumDelay: 0.1, complete: true });

/** A process of PHOLD that logs a little. */
@Node('process')
class Process {
  private readonly others: Successors<null>;
  private readonly delays: SampleRecorder;
  private jobs = 0;

  constructor(
    context: NodeContext,
    private readonly random: RandomStream,
    log: DataLogger,
  ) {
    this.others = context.successors(job);
    this.delays = log.tally('delay', { unit: 'hours' });
  }

  @OnEvent(job)
  work(jobs: EventBatch<null>): void {
    const { random, others } = this;
    // Every process is activated once at the start, with an empty batch.
    const count = jobs.size || EVENTS_PER_PROCESS;
    for (let i = 0; i < count; i++) {
      const delay = 0.1 - 0.9 * Math.log(1 - random.uniform());
      others.send(random.below(others.size), null, delay);
      this.jobs += 1;
      if (this.jobs % LOGGED === 0) this.delays.record(delay);
    }
  }
}

@Model({ name: 'phold', simprocs: [job], nodes: [Process] })
class Phold {}

const phold = { scenario: (): Scenario => nodes('process', PROCESSES), replications: 8, seed: 1 };

/** Independent replications of some seconds each. */
export const longRuns = defineExperiment(Phold, { ...phold, duration: 1600, warmup: 100 });

/** The same, a fraction of a second each. */
export const shortRuns = defineExperiment(Phold, { ...phold, duration: 10, warmup: 1 });

const day = simproc<null>('day', { minimumDelay: 1 });

/** A stock that goes up and down, and returns to about 100 after some time; one record per day. */
@Node('depot')
class Depot {
  private readonly level: SampleRecorder;
  private stock = 0;

  constructor(
    private readonly context: NodeContext,
    private readonly random: RandomStream,
    log: DataLogger,
  ) {
    this.level = log.series('stock', { unit: 'pallets' });
  }

  @OnEvent(day)
  count(): void {
    this.stock += 0.01 * (100 - this.stock) + 6 * (this.random.uniform() - 0.5);
    this.level.record(this.stock);
    this.context.wakeupAfter(1);
  }
}

@Model({ name: 'depots', simprocs: [day], nodes: [Depot] })
class Depots {}

/** 30 replications with 50 series of 10,000 records each. */
export const manySeries = defineExperiment(Depots, {
  scenario: () => nodes('depot', 50),
  replications: 30,
  duration: 10_000,
  warmup: 1000,
  seed: 1,
  unit: 'days',
});

/** A hundredth of it. */
export const fewSeries = defineExperiment(Depots, {
  scenario: () => nodes('depot', 10),
  replications: 6,
  duration: 2500,
  warmup: 250,
  seed: 1,
  unit: 'days',
});

function nodes(type: string, count: number): Scenario {
  const builder = new ScenarioBuilder(`${count} of ${type}`);
  for (let node = 0; node < count; node++) builder.vertex(type, String(node).padStart(4, '0'));
  return builder.build();
}
