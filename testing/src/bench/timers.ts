import { buildTopology, GraphBuilder, Kernel, type ActivationContext, type Timer } from '@disco-engine/kernel';
import type { Benchmark, Prepared } from './benchmark.js';
import { preparePhold } from './phold-kernel.js';
import { PHOLD_SIZES, type PholdConfig } from './phold.js';

/** Number of timers of one process that are pending at once. */
const PATIENCE = 16;
const ROUNDS = 5;

/** Once per unit of time, a process cancels all of its timers and sets new ones. */
class Waiter {
  private readonly timers: Timer[] = [];

  handle(_batch: unknown, context: ActivationContext): void {
    const { timers } = this;
    for (let at = 0; at < PATIENCE; at++) {
      timers[at]?.cancel();
      timers[at] = context.timer(0, context.epoch + 2 + at, null);
    }
    context.wakeup(context.epoch + 1);
  }
}

const PROGRAM = { handlers: [Waiter.prototype.handle] };

/** Timers set and canceled, at the rate of events of PHOLD in the same configuration. */
export const timersBenchmark: Benchmark = {
  name: 'timers',
  configs: { a: 'a', c: 'c' },
  prepare: (config, events) => prepareTimers(config as PholdConfig, events),
};

function prepareTimers(config: PholdConfig, timers: number): Prepared {
  return {
    run: waiters(config, timers),
    figures: () => ({ eventsPerTimer: cost(config, timers) }),
  };
}

function waiters(config: PholdConfig, timers: number): () => number {
  const { processes } = PHOLD_SIZES[config];
  const graph = new GraphBuilder();
  for (let process = 0; process < processes; process++) graph.vertex(`waiter/${process}`);
  const built = graph.build();
  const topology = buildTopology({
    simprocs: [{ name: 'wait', minimumDelay: 0, complete: false }],
    types: [{ name: 'waiter', handles: [0], sends: [], selfRelations: [] }],
    nodes: built.keys.map((name, vertex) => ({ name, type: 0, vertices: [vertex] })),
    graph: built,
  });
  const runtimes = topology.tables.nodes.map((node) => ({ node, program: PROGRAM, state: new Waiter() }));
  const kernel = new Kernel(topology, runtimes, { digest: 'off' });
  return () => {
    const activations = Math.ceil(timers / PATIENCE) + processes;
    while (kernel.activations < activations) kernel.advance(Infinity, activations - kernel.activations);
    return (kernel.activations - processes) * PATIENCE;
  };
}

/**
 * How many PHOLD events take as long as setting and canceling one timer: the least over several rounds, each measuring
 * both in direct succession.
 */
function cost(config: PholdConfig, count: number): number {
  const ratios = Array.from({ length: ROUNDS }, () => {
    const events = preparePhold(PHOLD_SIZES[config], { digest: 'off' }, count);
    const timers = waiters(config, count);
    const perEvent = timePer(() => Number(events.run()));
    return timePer(timers) / perEvent;
  });
  return Math.min(...ratios);
}

function timePer(run: () => number): number {
  globalThis.gc?.();
  const start = performance.now();
  const count = run();
  return (performance.now() - start) / count;
}
