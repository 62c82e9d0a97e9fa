import type { Simulation } from '@disco-engine/sdk';
import type { Activity } from './activity.js';

/**
 * Starts counting what the nodes of a simulation do, as weights for the placement of later runs. Meanwhile every activation and
 * every event makes a record, so use a short run.
 *
 * @returns a function that returns the counts so far
 *
 * @example
 * const simulation = await Simulation.create(SupplyChain, { scenario });
 * const activity = measureActivity(simulation);
 * simulation.until(30);
 * const placement = multilevel({ activity: activity() });
 */
export function measureActivity(simulation: Simulation): () => Activity {
  const activations = new Map<string, number>();
  const events = new Map<string, Map<string, number>>();
  simulation.activations.subscribe(({ node }) => count(activations, node));
  simulation.sends.subscribe(({ node, target }) => {
    const sent = events.get(node) ?? new Map<string, number>();
    events.set(node, sent);
    count(sent, `${target.node}/${target.simproc}`);
  });
  return () => ({
    activations: Object.fromEntries(activations),
    events: Object.fromEntries(Array.from(events, ([node, sent]) => [node, Object.fromEntries(sent)])),
  });
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
