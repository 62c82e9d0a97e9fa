import { entryAt } from '../entry-at.js';
import type { Problem } from '../errors.js';
import type { Adjacency } from '../graph/adjacency.js';
import { declarationProblems } from './declarations.js';
import type { TopologyTables } from './topology.js';
import type { NodeSpec, NodeTypeSpec, SimprocPair, TopologySpec } from './topology-spec.js';

type LinkTables = Pick<
  TopologyTables,
  'linkStarts' | 'linkTargets' | 'linkWeights' | 'layers' | 'completeReach' | 'timerReach' | 'kindOf'
>;

/**
 * The links of every port: first those along the layers that it sends on, layer by layer, targets ascending; then its
 * self relations. Invalid declarations are added to `problems`.
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
  nodes.forEach(({ name, type }, node) => {
    for (let from = 0; from < count; from++) {
      const sends = entryAt(entryAt(sendsOn, type), from);
      for (const layer of sends) {
        const edges = layers[layer];
        if (edges === undefined) continue;
        for (let e = edges.starts[node] ?? NaN; e < (edges.starts[node + 1] ?? NaN); e++) {
          const target: number = edges.targets[e] ?? NaN;
          const receiver = nodes[target]?.type ?? NaN;
          if (handled[receiver]?.[layer] !== true && !unhandled.has(receiver * count + layer)) {
            unhandled.set(receiver * count + layer, `${name} → ${entryAt(nodes, target).name}`);
          }
          linkTargets.push(target * count + layer);
          linkWeights.push(edges.weights[e] ?? NaN);
        }
      }
      for (const to of targetsOf(entryAt(types, type).selfRelations, from, count)) {
        // A complete layer that the port sends on already leads back to the node; a second link to the same port is not
        // allowed.
        if (entryAt(simprocs, to).complete && sends.includes(to)) continue;
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
    timerReach: timerReach(spec),
  };
}

/** The simprocs that a declaration leads to from a given one, unique and ascending; unknown ones are skipped. */
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
    const type = entryAt(types, Math.trunc(key / simprocs.length));
    const { name } = entryAt(simprocs, key % simprocs.length);
    yield {
      code: 'HANDLER_MISSING',
      message: `node type '${type.name}' has no handler for simproc '${name}', but layer '${name}' leads to it (${link})`,
      place: { simproc: name },
    };
  }
}

function timerReach({ simprocs, types }: TopologySpec): Uint8Array {
  const row = ({ handles, timers }: NodeTypeSpec, from: number): number[] => {
    if (!handles.includes(from)) return simprocs.map(() => 0);
    const targets = timers === undefined ? handles : targetsOf(timers, from, simprocs.length, [from]);
    return simprocs.map((_, to) => +(targets.includes(to) && handles.includes(to)));
  };
  return Uint8Array.from(types.flatMap((type) => simprocs.flatMap((_, from) => row(type, from))));
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
  for (const [type, ofType] of sendsOn.entries()) {
    for (const [from, sends] of ofType.entries()) {
      for (const layer of sends) if (entryAt(simprocs, layer).complete) reach[row(type, from) + layer] = 1;
    }
  }
  const layers = new Uint16Array(nodes.length * count);
  const kindOf = new Int32Array(nodes.length * count);
  nodes.forEach(({ type }, node) => {
    const { handles } = entryAt(types, type);
    for (let simproc = 0; simproc < count; simproc++) {
      layers[node * count + simproc] = handles.includes(simproc) ? simproc : count;
      kindOf[node * count + simproc] = type * count + simproc;
    }
  });
  return { layers, kindOf, completeReach: reach };
}
