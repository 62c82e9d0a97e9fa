import { contracted, InvalidInputError, LEAST_DELAY, sourcesOf, type Topology, shownValue } from '@disco-engine/kernel';
import { DisjointSets } from '@disco-engine/sdk/extensions';
import type { PlacementStrategy, Scenario } from '@disco-engine/sdk';
import type { Activity } from './activity.js';
import { cutCosts } from './cut-costs.js';
import { loadOf, type Load } from './load.js';
import { cutOf } from '../partitioner/cut-of.js';
import { partitionGraph } from '../partitioner/partition-graph.js';

export interface MultilevelOptions {
  /**
   * Share by which the work of a worker may exceed the mean; above 0, 0.03 by default. More if single nodes are too heavy for that, or
   * within the chance that `activity` tells of.
   */
  readonly imbalance?: number | undefined;
  /** Types of labels: nodes with vertices that share a label of one of these types are on the same worker. */
  readonly togetherBy?: readonly string[] | undefined;
  /**
   * Activity of nodes and links in an earlier run; without it, vertex weights are used, and all links count alike. Differences in work that
   * chance explains do not count if evening them out would cut more: a worker may then have a share of up to 3 / √n above the mean, where n
   * is the mean number of activations of a worker.
   */
  readonly activity?: Activity | undefined;
}

/**
 * Spreads the work evenly and cuts as little traffic as possible, least of all that of links without delay. Nodes joined by
 * links with the least delay stay together, unless that is more work than one worker may have. The same topology always gets
 * the same placement.
 *
 * @throws InvalidInputError `PLACEMENT_INVALID`, when nodes are placed, if the imbalance is not above 0
 *
 * @example
 * await Simulation.create(SupplyChain, { scenario, workers: 4, placement: multilevel({ imbalance: 0.05 }) });
 */
export function multilevel(options: MultilevelOptions = {}): MultilevelPlacement {
  return new MultilevelPlacement(options);
}

/** The result of `multilevel`. Its fields are plain data, so that a launcher can send it to workers. */
export class MultilevelPlacement implements PlacementStrategy {
  readonly kind = 'strategy';
  readonly name = 'multilevel';
  readonly imbalance: number | undefined;
  readonly togetherBy: readonly string[] | undefined;
  readonly activity: Activity | undefined;

  /** @internal Use `multilevel`. */
  constructor({ imbalance, togetherBy, activity }: MultilevelOptions) {
    this.imbalance = imbalance;
    this.togetherBy = togetherBy;
    this.activity = activity;
  }

  place(topology: Topology, scenario: Scenario, workers: number): Int32Array {
    checkImbalance(this.imbalance);
    return placeMultilevel(topology, scenario, workers, this);
  }
}

function checkImbalance(imbalance: number | undefined): void {
  if (imbalance === undefined || (imbalance > 0 && imbalance < Infinity)) return;
  const message = `the imbalance is ${shownValue(imbalance)}; give a share above 0, such as 0.05 for 5 % more than the mean`;
  throw new InvalidInputError('PLACEMENT_INVALID', 'the placement of the nodes', [
    { code: 'ARGUMENT_INVALID', message },
  ]);
}

function placeMultilevel(
  topology: Topology,
  scenario: Scenario,
  workers: number,
  options: MultilevelOptions,
): Int32Array {
  const load = loadOf(topology, scenario, options.activity);
  const placed = placeByLoad(topology, scenario, workers, { ...options, load });
  if (options.activity === undefined) return placed;
  const assumed = placeByLoad(topology, scenario, workers, { ...options, load: loadOf(topology, scenario, undefined) });
  const activations = Object.values(options.activity.activations).reduce((sum, count) => sum + count, 0);
  return isPreferred(assumed, placed, { topology, load, workers, activations }) ? assumed : placed;
}

/** Standard deviations that a count of activations may be from its mean and still pass for chance. */
const CHANCE = 3;

interface Measured {
  readonly topology: Topology;
  readonly load: Load;
  readonly workers: number;
  /** Their number, of all nodes. */
  readonly activations: number;
}

/**
 * Whether a placement by the assumed load is preferable to one by the measured load: it cuts no more of the measured traffic, and its
 * busiest worker is no busier or, if it cuts less, at most by what chance alone makes of equal loads. Counts of few activations vary so
 * much that a placement that evens them out cuts more for nothing.
 */
function isPreferred(
  assumed: Int32Array,
  measured: Int32Array,
  { topology, load, workers, activations }: Measured,
): boolean {
  const costs = cutCosts(topology, load);
  const saved = cutOf(costs, measured) - cutOf(costs, assumed);
  if (saved < 0) return false;
  const mean = load.work.reduce((sum, work) => sum + work, 0) / workers;
  const busiest = (hosts: Int32Array): number => {
    const work = new Float64Array(workers);
    for (const [node, worker] of hosts.entries()) work[worker] = (work[worker] ?? NaN) + (load.work[node] ?? NaN);
    return Math.max(...work);
  };
  const chance = CHANCE / Math.sqrt(activations / workers);
  return busiest(assumed) <= Math.max(busiest(measured), saved > 0 ? mean * (1 + chance) : 0);
}

function placeByLoad(
  topology: Topology,
  scenario: Scenario,
  workers: number,
  { imbalance, togetherBy = [], load }: MultilevelOptions & { readonly load: Load },
): Int32Array {
  const most = mostWork(load.work, workers, imbalance);
  const { groupOf, groupCount } = groupsTogether(topology, scenario, togetherBy, neighbours(topology, load.work, most));
  const nodeWeights = new Float64Array(groupCount);
  for (const [node, group] of groupOf.entries())
    nodeWeights[group] = (nodeWeights[group] ?? NaN) + (load.work[node] ?? NaN);
  const costs = contracted(cutCosts(topology, load), groupOf, groupCount);
  const parts = partitionGraph({ ...costs, nodeWeights }, { parts: workers, ...(imbalance && { imbalance }) });
  return groupOf.map((group) => parts[group] ?? NaN);
}

function groupsTogether(
  { nodeCount, tables }: Topology,
  { graph }: Scenario,
  types: readonly string[],
  pairs: Iterable<readonly [number, number]>,
): { readonly groupOf: Int32Array; readonly groupCount: number } {
  const sets = new DisjointSets(nodeCount);
  const { names, starts, labels } = graph.labels;
  const firstNode = new Int32Array(names.length).fill(-1);
  const counts = new Uint8Array(names.length);
  for (const type of types) counts.fill(1, ...graph.labels.range(type));
  for (let vertex = 0; types.length > 0 && vertex < graph.vertexCount; vertex++) {
    const node = tables.nodeOfVertex[vertex] ?? NaN;
    for (const label of labels.subarray(starts[vertex], starts[vertex + 1])) {
      if (counts[label] === 0) continue;
      const first = firstNode[label] ?? NaN;
      if (first < 0) firstNode[label] = node;
      else sets.union(first, node);
    }
  }
  for (const [a, b] of pairs) sets.union(a, b);
  return sets.groups();
}

/** The most work that a worker may have; at least its share if all nodes are alike and evenly distributed. */
function mostWork(work: Float64Array, workers: number, imbalance = 0.03): number {
  const total = work.reduce((sum, ofNode) => sum + ofNode, 0);
  return Math.max(((1 + imbalance) * total) / workers, (Math.ceil(work.length / workers) * total) / work.length);
}

/** Pairs of nodes joined by links with the least delay, except where such links, directly or indirectly, join too much work. */
function neighbours(
  { nodeCount, simprocCount, tables }: Topology,
  work: Float64Array,
  most: number,
): (readonly [number, number])[] {
  const { linkStarts, linkTargets, simprocs } = tables;
  if (!simprocs.some(({ minimumDelay }) => minimumDelay === LEAST_DELAY)) return [];
  const ports = sourcesOf({ starts: linkStarts, targets: linkTargets });
  const pairs = Array.from(linkTargets, (port, link) => [link, port] as const)
    .filter(([, port]) => simprocs[port % simprocCount]?.minimumDelay === LEAST_DELAY)
    .map(([link, port]) => [Math.trunc((ports[link] ?? NaN) / simprocCount), Math.trunc(port / simprocCount)] as const);
  const sets = new DisjointSets(nodeCount);
  for (const [a, b] of pairs) sets.union(a, b);
  const { groupOf, groupCount } = sets.groups();
  const together = new Float64Array(groupCount);
  for (const [node, group] of groupOf.entries()) together[group] = (together[group] ?? NaN) + (work[node] ?? NaN);
  return pairs.filter(([node]) => (together[groupOf[node] ?? NaN] ?? NaN) <= most);
}
