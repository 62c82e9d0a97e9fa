import type { Problem } from '../errors.js';
import type { Adjacency } from '../graph/layered-graph.js';
import type { TopologyTables } from './topology.js';
import type { NodeSpec, SimprocPair, TopologySpec } from './topology-spec.js';

type LinkTables = Pick<TopologyTables, 'linkStarts' | 'linkTargets' | 'linkWeights' | 'completeReach'>;

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
    simprocs.map((_, from) => layersOf(type.sends, from, type.handles.includes(from))),
  );
  problems.push(...declarationProblems(spec));

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
      for (const [origin, to] of types[type].selfRelations) {
        if (origin !== from) continue;
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
    completeReach: completeReach(spec, sendsOn),
  };
}

function layersOf(sends: readonly SimprocPair[], from: number, handled: boolean): number[] {
  if (!handled) return [];
  return [...new Set([from, ...sends.filter(([origin]) => origin === from).map(([, layer]) => layer)])].sort(
    (a, b) => a - b,
  );
}

function* declarationProblems({ simprocs, types }: TopologySpec): Iterable<Problem> {
  for (const type of types) {
    for (const [kind, pairs] of [
      ['sends', type.sends],
      ['self relation', type.selfRelations],
    ] as const) {
      for (const [from, to] of pairs) {
        const [source, target] = [simprocs[from], simprocs[to]];
        const what = `${kind} ${source?.name ?? from} → ${target?.name ?? to} of node type '${type.name}'`;
        if (source === undefined || target === undefined) {
          yield { code: 'UNKNOWN_SIMPROC', message: `${what} names a simproc that the model does not have` };
          continue;
        }
        if (!type.handles.includes(from))
          yield { code: 'NO_HANDLER', message: `${what}: the type has no handler for '${source.name}'` };
        if (kind === 'self relation' && !type.handles.includes(to)) {
          yield { code: 'NO_HANDLER', message: `${what}: the type has no handler for '${target.name}'` };
        }
        if (target.minimumDelay > 0) continue;
        if (from > to) {
          yield {
            code: 'ZERO_DELAY_UPWARDS',
            message: `${what} leads to a higher simproc without delay; give '${target.name}' a minimum delay`,
          };
        }
        if (from === to && kind === 'self relation') {
          yield {
            code: 'ZERO_DELAY_CYCLE',
            message: `a cycle of zero delay: ${type.name}/${source.name} → ${type.name}/${source.name} (${what}); give '${target.name}' a minimum delay, or use a wakeup`,
          };
        }
      }
    }
  }
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
      code: 'NO_HANDLER',
      message: `node type '${type.name}' has no handler for simproc '${name}', but layer '${name}' leads to it (${link})`,
      place: { simproc: name },
    };
  }
}

function completeReach(
  { simprocs, types }: TopologySpec,
  sendsOn: readonly (readonly (readonly number[])[])[],
): Uint8Array {
  const count = simprocs.length;
  const reach = new Uint8Array(types.length * count * count);
  types.forEach((_, type) => {
    for (let from = 0; from < count; from++) {
      for (const layer of sendsOn[type][from])
        if (simprocs[layer].complete) reach[(type * count + from) * count + layer] = 1;
    }
  });
  return reach;
}
