import { sourcesOf, type Topology } from '@disco-engine/kernel';
import type { Scenario } from '@disco-engine/sdk';
import type { Activity } from './activity.js';
import { loadOf } from './load.js';
import { parallelismOf } from './parallelism.js';

/** The effect of a placement on a run, as far as it can be predicted: plain data. */
export interface PlacementReport {
  readonly workers: readonly WorkerShare[];
  /** The work of the busiest worker relative to the mean, minus 1. */
  readonly imbalance: number;
  readonly layers: readonly LayerCut[];
  /** The greatest number of workers that the graph can keep busy at one epoch; see `parallelismOf`. */
  readonly parallelism: number;
  /** Whether work and traffic were measured in an earlier run; otherwise they are vertex weights, and 1 for each link. */
  readonly measured: boolean;
}

/** The share of one worker. */
export interface WorkerShare {
  readonly nodes: number;
  readonly work: number;
}

/** The links that lead to the ports of one simproc: one for each pair of a sending node and a port, however many handlers may send. */
export interface LayerCut {
  readonly simproc: string;
  readonly minimumDelay: number;
  /** A complete layer has no links to count: everything sent on it to another worker is cut. */
  readonly complete: boolean;
  readonly links: number;
  /** Links between nodes on different workers. */
  readonly cutLinks: number;
  readonly traffic: number;
  readonly cutTraffic: number;
}

/**
 * Reports what a placement cuts, and how it spreads the work.
 *
 * @param hosts per node of the topology, its worker, from 0 to `workers` - 1
 */
export function reportPlacement(
  topology: Topology,
  scenario: Scenario,
  hosts: Int32Array,
  workers: number,
  activity?: Activity,
): PlacementReport {
  const load = loadOf(topology, scenario, activity);
  const shares = Array.from({ length: workers }, () => ({ nodes: 0, work: 0 }));
  hosts.forEach((worker, node) => {
    const share = shares[worker];
    if (share === undefined) return;
    share.nodes += 1;
    share.work += load.work[node] ?? NaN;
  });
  const total = shares.reduce((sum, { work }) => sum + work, 0);
  const most = Math.max(...shares.map(({ work }) => work));
  return {
    workers: shares,
    imbalance: total > 0 ? (most * workers) / total - 1 : 0,
    layers: layerCuts(topology, hosts, load.traffic),
    parallelism: parallelismOf(topology, load),
    measured: activity !== undefined,
  };
}

function layerCuts({ simprocCount, tables }: Topology, hosts: Int32Array, traffic: Float64Array): LayerCut[] {
  const { linkStarts, linkTargets, simprocs } = tables;
  const ports = sourcesOf({ starts: linkStarts, targets: linkTargets });
  const cuts = simprocs.map(({ name, minimumDelay, complete }) => ({
    simproc: name,
    minimumDelay,
    complete,
    links: 0,
    cutLinks: 0,
    traffic: 0,
    cutTraffic: 0,
  }));
  // The links of a node follow one another.
  let sender = -1;
  let seen = new Set<number>();
  linkTargets.forEach((target, link) => {
    const [from, to] = [Math.trunc((ports[link] ?? NaN) / simprocCount), Math.trunc(target / simprocCount)];
    const cut = cuts[target % simprocCount];
    if (cut === undefined || from === to) return;
    if (from !== sender) [sender, seen] = [from, new Set<number>()];
    const count = seen.has(target) ? 0 : 1;
    seen.add(target);
    cut.links += count;
    cut.traffic += traffic[link] ?? NaN;
    if (hosts[from] === hosts[to]) return;
    cut.cutLinks += count;
    cut.cutTraffic += traffic[link] ?? NaN;
  });
  return cuts;
}
