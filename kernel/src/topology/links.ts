import type { Problem } from '../errors.js';
import type { Adjacency } from '../graph/adjacency.js';
import { declarationProblems } from './declarations.js';
import type { TopologyTables } from './topology.js';
import type { NodeSpec, SimprocPair, TopologySpec } from './topology-spec.js';

type LinkTables = Pick<
  TopologyTables,
  'linkStarts' | 'linkTargets' | 'linkWeights' | 'layers' | 'completeReach' | 'kindOf'
>;

/**
 * The links of every port: first those along the layers that it sends on, layer by layer, targets ascending; then its self
 * relations. Declarations that cannot stand are added to `problems`.
 */
export function linkTables(
  spec: TopologySpec,
  nodes: readonly NodeSpec[],
  layers: readonly (Adjacency | undefined)[],
  problems: Problem[],
): LinkTables {
  const { simprocs, types } = spec;
  const count = simprocs.length;
  const handled = types.map((type) => simprocs.map((_, simproc) => type.handles.includes(simproc)));
  const sendsOn = types.map((type) =>
    simprocs.map((_, from) => (type.handles.includes(from) ? targetsOf(type.sends, from, count, [from]) : [])),
  );
  problems.push(...declarationProblems(simprocs, types));

  const linkStarts = new Int32Array(nodes.length * count + 1);
  const linkTargets: number[] = [];
  const linkWeights: number[] = [];
  const unhandled = new Map<number, string>();
  nodes.forEach(({ type }, node) => {
    for (let from = 0; from < count; from++) {
      for (const layer of sendsOn[type][from]) {
        const edges = layers[layer];
        if (edges === undefined) continue;
        for (let e = edges.starts[node]; e < edges.starts[node + 1]; e++) {
          const target = edges.targets[e];
          const receiver = nodes[target].type;
          if (!handled[receiver][layer] && !unhandled.has(receiver * count + layer)) {
            unhandled.set(receiver * count + layer, `${nodes[node].name} → ${nodes[target].name}`);
          }
          linkTargets.push(target * count + layer);
          linkWeights.push(edges.weights[e]);
        }
      }
      for (const to of targetsOf(types[type].selfRelations, from, count)) {
        // A complete layer that the port sends on leads back to the node already, and two links to one port are one too many.
        if (simprocs[to].complete && sendsOn[type][from].includes(to)) continue;
        linkTargets.push(node * count + to);
        linkWeights.push(1);
      }
      linkStarts[node * count + from + 1] = linkTargets.length;
    }
  });
  problems.push(...unhandledProblems(unhandled, spec));
  return {
    linkStarts,
    linkTargets: Int32Array.from(linkTargets),
    linkWeights: Float64Array.from(linkWeights),
    ...completeReach(spec, nodes, sendsOn),
  };
}

/** The simprocs that a declaration leads to from one, each once and ascending; unknown ones are left out. */
function targetsOf(
  pairs: readonly SimprocPair[],
  from: number,
  count: number,
  always: readonly number[] = [],
): number[] {
  const targets = pairs
    .filter(([origin, target]) => origin === from && target >= 0 && target < count)
    .map(([, target]) => target);
  return [...new Set([...always, ...targets])].sort((a, b) => a - b);
}

/** One problem per receiving type and layer, with the first link that shows it. */
function* unhandledProblems(
  unhandled: ReadonlyMap<number, string>,
  { simprocs, types }: TopologySpec,
): Iterable<Problem> {
  for (const [key, link] of unhandled) {
    const type = types[Math.trunc(key / simprocs.length)];
    const { name } = simprocs[key % simprocs.length];
    yield {
      code: 'HANDLER_MISSING',
      message: `node type '${type.name}' has no handler for simproc '${name}', but layer '${name}' leads to it (${link})`,
      place: { simproc: name },
    };
  }
}

function completeReach(
  { simprocs, types }: TopologySpec,
  nodes: readonly NodeSpec[],
  sendsOn: readonly (readonly (readonly number[])[])[],
): Pick<TopologyTables, 'layers' | 'completeReach' | 'kindOf'> {
  const count = simprocs.length;
  const width = count + 1;
  const reach = new Uint8Array(types.length * count * width);
  const row = (type: number, from: number): number => (type * count + from) * width;
  types.forEach((_, type) => {
    for (let from = 0; from < count; from++) {
      for (const layer of sendsOn[type][from]) if (simprocs[layer].complete) reach[row(type, from) + layer] = 1;
    }
  });
  const layers = new Uint16Array(nodes.length * count);
  const kindOf = new Int32Array(nodes.length * count);
  nodes.forEach(({ type }, node) => {
    for (let simproc = 0; simproc < count; simproc++) {
      layers[node * count + simproc] = types[type].handles.includes(simproc) ? simproc : count;
      kindOf[node * count + simproc] = type * count + simproc;
    }
  });
  return { layers, kindOf, completeReach: reach };
}
