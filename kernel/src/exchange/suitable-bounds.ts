import type { Topology } from '../topology/topology.js';
import type { Partition } from './partition.js';

/**
 * Which bounds suit a topology and a placement; the same on all workers.
 *
 * Bounds for ports pay where links without delay cross between workers that affect each other: with one bound each,
 * these take turns. Elsewhere one bound says enough, and costs nothing to compute: between workers that are one after
 * the other, across layers with a delay, and where a complete layer makes most ports boundary ports.
 */
export function suitablyBounded(topology: Topology, { workers, hosts }: Partition): 'worker' | 'ports' {
  const { linkStarts, linkTargets, layers, portAt, simprocs } = topology.tables;
  if (linkTargets.length > MOST_LINKS || simprocs.some(({ complete }) => complete)) return 'worker';
  const leads = Array.from({ length: workers }, () => new Set<number>());
  const immediate = new Set<number>();
  for (const from of portAt) {
    const source = hosts[topology.nodeOf(from)];
    for (let link = linkStarts[from]; link < linkStarts[from + 1]; link++) {
      const to = linkTargets[link];
      const target = hosts[topology.nodeOf(to)];
      if (target === source) continue;
      leads[source].add(target);
      if (simprocs[layers[to]].minimumDelay === 0) immediate.add(source * workers + target);
    }
  }
  for (const pair of immediate) if (isReached(Math.floor(pair / workers), pair % workers, leads)) return 'ports';
  return 'worker';
}

function isReached(goal: number, start: number, leads: readonly ReadonlySet<number>[]): boolean {
  const reached = new Set([start]);
  for (const worker of reached) {
    if (worker === goal) return true;
    for (const next of leads[worker]) reached.add(next);
  }
  return false;
}

/** With more links, bounds for ports take too long to compute. */
const MOST_LINKS = 100_000;
