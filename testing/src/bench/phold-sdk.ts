import {
  EventBatch,
  Model,
  Node,
  NodeContext,
  OnEvent,
  RandomStream,
  ScenarioBuilder,
  simproc,
  Simulation,
  type Successors,
} from '@disco-engine/sdk';
import type { Benchmark } from './benchmark.js';
import { PHOLD_MEAN, PHOLD_MIN_DELAY, PHOLD_SIZES, type PholdConfig } from './phold.js';

const UNIT = 2 ** -32;
const MIN_DELAY = PHOLD_MIN_DELAY;
const MEAN = PHOLD_MEAN;

const job = simproc<null>('job', { minimumDelay: PHOLD_MIN_DELAY, complete: true });

class Parameters {
  eventsPerProcess = 1;
}

/** A PHOLD process as a model author would write it, with as many draws of as many bits as the reference loop. */
@Node('process')
class PholdNode {
  private readonly others: Successors<null>;

  constructor(
    context: NodeContext,
    private readonly random: RandomStream,
    private readonly parameters: Parameters,
  ) {
    this.others = context.successors(job);
  }

  @OnEvent(job)
  work(jobs: EventBatch<null>): void {
    const { random, others } = this;
    // Every process is activated once at the start, with an empty batch.
    const count = jobs.size || this.parameters.eventsPerProcess;
    for (let i = 0; i < count; i++) {
      const delay = MIN_DELAY - MEAN * Math.log((random.uint32() + 1) * UNIT);
      others.send(random.below(others.size), null, delay);
    }
  }
}

@Model({ name: 'phold', simprocs: [job], nodes: [PholdNode], parameters: Parameters })
class Phold {}

/** PHOLD through the SDK: a decorated class with its context, batches, and a random stream per node. */
export const pholdSdk: Benchmark = {
  name: 'phold-sdk',
  configs: { a: 'a', b: 'b', c: 'c' },
  async prepare(config, events) {
    const { processes, eventsPerProcess } = PHOLD_SIZES[config as PholdConfig];
    const builder = new ScenarioBuilder('phold');
    for (let process = 0; process < processes; process++) builder.vertex('process', String(process));
    const simulation = await Simulation.create(Phold, {
      scenario: builder.build(),
      parameters: { eventsPerProcess },
      seed: 1,
      digest: 'off',
    });
    // The mean delay is 1, so this many units of time take about a tenth of the events.
    const stretch = events / (10 * processes * eventsPerProcess);
    return {
      run() {
        for (let horizon = stretch; simulation.eventCount < events; horizon += stretch) simulation.until(horizon);
        return simulation.eventCount;
      },
    };
  },
};
