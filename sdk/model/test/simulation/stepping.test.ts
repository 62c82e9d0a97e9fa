import { describe, expect, it } from 'vitest';
import {
  DataLogger,
  EventBatch,
  MemoryLog,
  Node,
  NodeContext,
  OnEvent,
  RandomStream,
  ScenarioBuilder,
  simproc,
  Simulation,
  total,
  type TimeWeightedRecorder,
} from '@disco-engine/sdk';
import { modelOf } from '../model-of.js';

const job = simproc<number>('job', { minimumDelay: 0.5, complete: true });
const jobs = total('jobs');
const NODES = 64;

@Node('shop')
class Shop {
  /** Epochs of its activations. */
  readonly epochs: number[] = [];
  private readonly work: TimeWeightedRecorder;

  constructor(
    private readonly context: NodeContext,
    private readonly random: RandomStream,
    log: DataLogger,
  ) {
    this.work = log.timeWeighted('work', { across: jobs });
  }

  @OnEvent(job)
  handle(batch: EventBatch<number>): void {
    const { context, random } = this;
    this.epochs.push(context.epoch);
    const successors = context.successors(job);
    const count = context.epoch === 0 ? 4 : batch.size;
    for (let at = 0; at < count; at++) {
      this.work.record(random.below(10));
      successors.send(random.below(successors.size), at, 0.5 + random.uniform());
    }
  }
}

const model = modelOf({ simprocs: [job], nodes: [Shop] });

interface Made {
  readonly simulation: Simulation;
  readonly log: MemoryLog;
}

async function make(observed: boolean, workers = 1): Promise<Made> {
  const scenario = new ScenarioBuilder('shops');
  for (let shop = 0; shop < NODES; shop++) scenario.vertex('shop', String(shop));
  const log = new MemoryLog();
  const simulation = await Simulation.create(model, { scenario: scenario.build(), seed: 1, log, workers });
  // Whoever observes activations sees them in order.
  if (observed) simulation.activations.subscribe(() => {});
  return { simulation, log };
}

function results({ simulation, log }: Made): unknown {
  return {
    digest: simulation.digest,
    epoch: simulation.epoch,
    activations: simulation.activationCount,
    pending: simulation.pendingEventCount,
    summaries: simulation.summaries(),
    records: log.channels.map(({ node, name }) => log.records(node, name)),
    epochs: [...simulation.nodes(Shop).values()].map(({ epochs }) => epochs),
  };
}

describe('a simulation that steps by windows', () => {
  it.each([1, 3])('has the results and the log of one that steps in order, on %i workers', async (workers) => {
    const [ordered, windows] = [await make(true), await make(false, workers)];
    for (const { simulation } of [ordered, windows]) {
      simulation.until(17 * workers);
      simulation.step();
      simulation.until(30 * workers);
      await simulation.run({ until: 31 * workers });
    }
    expect(ordered.simulation.stepping).toEqual(['order']);
    expect(windows.simulation.stepping).toContain('windows');
    expect(windows.simulation.stepping).toHaveLength(workers);
    expect(results(windows)).toEqual(results(ordered));
    for (const { simulation } of [ordered, windows]) await simulation.dispose();
  });
});
