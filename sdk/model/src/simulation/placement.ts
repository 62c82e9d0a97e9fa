import { InvalidInputError, RandomStreams, type Problem, type Topology } from '@disco-engine/kernel';
import type { Scenario } from '../scenario/scenario.js';

/**
 * Which worker steps which node. It affects the speed of a run, never its result.
 *
 * - `round-robin`: the nodes in the order of their names, one to each worker in turn. The default.
 * - `random`: a worker drawn independently for each node, from a separate seed.
 * - `label`: nodes whose first vertex has the same value of a label are together; the values, in order, go to the workers in
 * turn.
 * - `explicit`: a worker for each node, by name.
 * - `strategy`: as a strategy decides, such as `multilevel()` of `@disco-engine/partitioner`, which spreads the work evenly and
 * cuts little
 *   traffic.
 */
export type Placement =
  | { readonly kind: 'round-robin' }
  | { readonly kind: 'random'; readonly seed: number }
  | { readonly kind: 'label'; readonly type: string }
  | { readonly kind: 'explicit'; readonly workers: Readonly<Record<string, number>> }
  | PlacementStrategy;

/**
 * A custom placement strategy. It must always place the same topology and scenario alike. A run on other threads,
 * processes or machines sends the strategy's own fields there, and the workers find its `place` by its name.
 */
export interface PlacementStrategy {
  readonly kind: 'strategy';
  /** Unique among strategies, such as `multilevel`. */
  readonly name: string;
  /** Returns the worker of each node of the topology: a whole number from 0 to `workers` - 1. */
  place(topology: Topology, scenario: Scenario, workers: number): Int32Array;
}

/**
 * The worker of each node of a topology.
 *
 * @param workers number of workers, at least 1
 * @throws InvalidInputError `PLACEMENT_INVALID` with every node without a label or worker, and every unknown name
 */
export function placeNodes(topology: Topology, scenario: Scenario, workers: number, placement: Placement): Int32Array {
  switch (placement.kind) {
    case 'round-robin':
      return Int32Array.from({ length: topology.nodeCount }, (_, node) => node % workers);
    case 'random': {
      const random = new RandomStreams({ masterSeed: placement.seed, replication: 0 }).open('placement');
      return Int32Array.from({ length: topology.nodeCount }, () => random.below(workers));
    }
    case 'label':
      return byLabel(topology, scenario, workers, placement.type);
    case 'explicit':
      return explicitly(topology, workers, placement.workers);
    case 'strategy':
      return byStrategy(topology, scenario, workers, placement);
  }
}

function byStrategy(topology: Topology, scenario: Scenario, workers: number, strategy: PlacementStrategy): Int32Array {
  const hosts = strategy.place(topology, scenario, workers);
  const problems: Problem[] = [];
  for (const [node, name] of topology.tables.nodes.entries()) {
    const worker = hosts[node] ?? NaN;
    if (worker >= 0 && worker < workers) continue;
    const message = `strategy '${strategy.name}' places node '${name}' on worker ${worker}; the workers are 0 to ${workers - 1}`;
    problems.push({ code: 'WORKER_UNKNOWN', message, place: { node: name } });
  }
  refuse(problems);
  return hosts;
}

function byLabel(topology: Topology, { graph }: Scenario, workers: number, type: string): Int32Array {
  const { vertexStarts, vertices } = topology.tables;
  const labels = Array.from(
    { length: topology.nodeCount },
    (_, node): string | undefined => graph.labels.values(vertices[vertexStarts[node] ?? NaN] ?? NaN, type)[0],
  );
  const values = new Map([...new Set(labels)].sort().map((label, index) => [label, index]));
  const problems = labels.flatMap((label, node): Problem[] => {
    if (label !== undefined) return [];
    const name = topology.nodeName(node);
    const message = `node '${name}' has no label of type '${type}', which it is to be placed by`;
    return [{ code: 'LABEL_UNKNOWN', message, place: { node: name } }];
  });
  refuse(problems);
  return Int32Array.from(labels, (label) => (values.get(label) ?? 0) % workers);
}

function explicitly(topology: Topology, workers: number, given: Readonly<Record<string, number>>): Int32Array {
  const problems: Problem[] = [];
  for (const name of Object.keys(given)) {
    if (topology.nodeIndex(name) >= 0) continue;
    problems.push({
      code: 'NODE_UNKNOWN',
      message: `the placement names node '${name}', which does not exist`,
      place: { node: name },
    });
  }
  const hosts = Int32Array.from(topology.tables.nodes, (name) => {
    const worker = Object.hasOwn(given, name) ? given[name] : undefined;
    if (worker !== undefined && Number.isInteger(worker) && worker >= 0 && worker < workers) return worker;
    const what = worker === undefined ? 'has no worker' : `is placed on worker ${worker}`;
    const message = `node '${name}' ${what}; give it a worker from 0 to ${workers - 1}`;
    problems.push({ code: 'WORKER_UNKNOWN', message, place: { node: name } });
    return 0;
  });
  refuse(problems);
  return hosts;
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new InvalidInputError('PLACEMENT_INVALID', 'the placement of the nodes', problems);
}
