import {
  EventBatch,
  Model,
  Node,
  NodeContext,
  OnEvent,
  ScenarioBuilder,
  simproc,
  Simulation,
  type Successors,
} from '@disco-engine/sdk';
import type { Benchmark, Prepared } from './benchmark.js';
import { bytesInUse } from './bytes-in-use.js';
import { preparePhold } from './phold-kernel.js';

const NODES = 100_000;
const PENDING = { processes: 65_536, eventsPerProcess: 16 };

const ask = simproc<null>('ask');
const answer = simproc<null>('answer', { minimumDelay: 1 });

/** A node with two simprocs in a ring: wakes up once a day, and answers its neighbour. */
@Node('member')
class Member {
  private readonly neighbours: Successors<null>;

  constructor(private readonly context: NodeContext) {
    this.neighbours = context.successors(answer);
  }

  @OnEvent(ask, { sends: [answer] })
  beginDay(): void {
    this.context.wakeupAfter(1);
    this.neighbours.send(0, null);
  }

  @OnEvent(answer)
  receive(_answers: EventBatch<null>): void {}
}

@Model({ name: 'ring', simprocs: [ask, answer], nodes: [Member] })
class Ring {}

/** The memory that pending events and nodes take, and the speed of a run of that size. */
export const memoryBenchmark: Benchmark = {
  name: 'memory',
  configs: { events: 'b', nodes: 'b' },
  prepare: (config, events) => (config === 'events' ? pendingEvents(events) : manyNodes(events)),
};

function pendingEvents(events: number): Prepared {
  const { kernel, run } = preparePhold(PENDING, { digest: 'off' }, events);
  const before = bytesInUse();
  kernel.advance(Infinity, PENDING.processes);
  const pending = PENDING.processes * PENDING.eventsPerProcess;
  const bytesPerPendingEvent = (bytesInUse() - before) / pending;
  return { run, figures: () => ({ pendingEvents: pending, bytesPerPendingEvent }) };
}

async function manyNodes(events: number): Promise<Prepared> {
  const builder = new ScenarioBuilder('ring');
  for (let i = 0; i < NODES; i++) builder.vertex('member', String(i));
  for (let i = 0; i < NODES; i++) builder.edge('answer', String(i), String((i + 1) % NODES));
  const scenario = builder.build();
  const before = bytesInUse();
  const simulation = await Simulation.create(Ring, { scenario, digest: 'off' });
  const bytesPerNode = (bytesInUse() - before) / NODES;
  return {
    run() {
      for (let horizon = 1; simulation.eventCount < events; horizon++) simulation.until(horizon);
      return simulation.eventCount;
    },
    figures: () => ({ nodes: NODES, bytesPerNode }),
  };
}
