import { entryAt, type Topology } from '@disco-engine/kernel';
import { explore, Simulation, topologyOf, type ModelClass, type RunSettings, type Scenario } from '@disco-engine/sdk';
import type { Activity } from './activity.js';

/** The run that is measured. */
export interface MeasureOptions extends Pick<RunSettings, 'seed' | 'replication' | 'parameters'> {
  readonly scenario: Scenario;
  /** The horizon: a finite epoch. */
  readonly until: number;
}

/** Runs whose handlers are timed. Of each node the least time counts: others include pauses that have nothing to do with it. */
const TIMED_RUNS = 3;

/**
 * Measures what the nodes of a model do, as weights for the placement of later runs: how often they are activated, how long their
 * handlers take, and what they send. It runs the model four times, once for the counts and three times for the time, so choose a short run.
 * The time is that of this machine at this moment, so the placements of two measurements may differ; results do not depend on them.
 *
 * @throws as `Simulation.create` and `Simulation.run`
 *
 * @example
 * const activity = await measureActivity(SupplyChain, { scenario, until: 30 });
 * const placement = multilevel({ activity });
 */
export async function measureActivity(model: ModelClass, { until, ...options }: MeasureOptions): Promise<Activity> {
  const counts = await counted(model, options, until);
  const topology = topologyOf(explore(model), options.scenario);
  const least = new Float64Array(topology.nodeCount).fill(Infinity);
  for (let run = 0; run < TIMED_RUNS; run++) {
    const seconds = await timed(model, options, until, topology);
    seconds.forEach((time, node) => (least[node] = Math.min(entryAt(least, node), time)));
  }
  const names = Object.keys(counts.activations);
  const seconds = Object.fromEntries(names.map((name) => [name, entryAt(least, topology.nodeIndex(name))]));
  return { ...counts, seconds };
}

type Options = Omit<MeasureOptions, 'until'>;

/** Counts activations and events, for each of which there is a record. */
async function counted(model: ModelClass, options: Options, until: number): Promise<Omit<Activity, 'seconds'>> {
  const activations = new Map<string, number>();
  const events = new Map<string, Map<string, number>>();
  const simulation = await Simulation.create(model, { ...options, digest: 'off' });
  try {
    simulation.activations.subscribe(({ node }) => count(activations, node));
    simulation.sends.subscribe(({ node, target }) => {
      const sent = events.get(node) ?? new Map<string, number>();
      events.set(node, sent);
      count(sent, `${target.node}/${target.simproc}`);
    });
    await simulation.run({ until });
  } finally {
    await simulation.dispose();
  }
  return {
    activations: Object.fromEntries(activations),
    events: Object.fromEntries(Array.from(events, ([node, sent]) => [node, Object.fromEntries(sent)])),
  };
}

/** The seconds that the handlers of each node take, while nobody observes the run. */
async function timed(model: ModelClass, options: Options, until: number, topology: Topology): Promise<Float64Array> {
  const seconds = new Float64Array(topology.nodeCount);
  const simulation = await Simulation.create(model, {
    ...options,
    digest: 'off',
    around: (call, activation) => {
      if (activation === undefined) return call();
      const node = topology.nodeOf(activation.port);
      const begin = performance.now();
      const result = call();
      seconds[node] = entryAt(seconds, node) + (performance.now() - begin) / 1_000;
      return result;
    },
  });
  try {
    await simulation.run({ until });
  } finally {
    await simulation.dispose();
  }
  return seconds;
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
