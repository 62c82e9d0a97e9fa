import type { Problem } from '../errors.js';
import type { NodeSpec, TopologySpec } from './topology-spec.js';

/** Problems of a specification that can be found without looking at links. `nodes` are its nodes, sorted by name. */
export function checkSpec(spec: TopologySpec, nodes: readonly NodeSpec[]): Problem[] {
  return [...simprocProblems(spec), ...nodeProblems(spec, nodes), ...vertexProblems(spec, nodes)];
}

function* simprocProblems({ simprocs, graph }: TopologySpec): Iterable<Problem> {
  const names = simprocs.map((simproc) => simproc.name);
  if (names.length === 0) yield { code: 'SIMPROC_MISSING', message: 'a model needs at least one simproc' };
  for (const [index, { name, minimumDelay, complete }] of simprocs.entries()) {
    if (names.indexOf(name) !== index)
      yield { code: 'SIMPROC_REPEATED', message: `simproc '${name}' is defined twice` };
    if (name === '') yield { code: 'NAME_EMPTY', message: `simproc ${index} needs a non-empty name` };
    if (!Number.isFinite(minimumDelay) || minimumDelay < 0) {
      yield {
        code: 'DELAY_INVALID',
        message: `simproc '${name}' has minimum delay ${minimumDelay}, which is not a finite number of at least 0`,
      };
    }
    if (!complete) continue;
    if (minimumDelay === 0) {
      yield {
        code: 'LAYER_COMPLETE_WITHOUT_DELAY',
        message: `layer '${name}' is complete, so it needs a minimum delay above 0`,
      };
    }
    if ((graph.layer(name)?.targets.length ?? 0) > 0) {
      yield { code: 'LAYER_COMPLETE_WITH_EDGES', message: `layer '${name}' is complete, so it must not have edges` };
    }
  }
  for (const layer of graph.layerNames) {
    if (!names.includes(layer)) {
      yield {
        code: 'SIMPROC_UNKNOWN',
        message: `layer '${layer}' of the graph has no simproc; the model has: ${names.join(', ')}`,
      };
    }
  }
}

function* nodeProblems({ types }: TopologySpec, nodes: readonly NodeSpec[]): Iterable<Problem> {
  for (const [index, { name, type, vertices }] of nodes.entries()) {
    if (name === '') yield { code: 'NAME_EMPTY', message: 'a node needs a non-empty name' };
    if (name === nodes[index - 1]?.name) yield { code: 'NODE_REPEATED', message: `node '${name}' is defined twice` };
    if (types[type] === undefined) {
      const message = `node '${name}' is of type ${type}, but there are ${types.length} types`;
      yield { code: 'NODE_TYPE_UNKNOWN', message, place: { node: name } };
    }
    if (vertices.length === 0)
      yield { code: 'NODE_WITHOUT_VERTEX', message: `node '${name}' owns no vertex`, place: { node: name } };
  }
}

function* vertexProblems({ graph }: TopologySpec, nodes: readonly NodeSpec[]): Iterable<Problem> {
  const owner: (string | undefined)[] = Array.from(graph.keys, () => undefined);
  for (const { name, vertices } of nodes) {
    for (const vertex of vertices) {
      const key = graph.keys[vertex];
      if (key === undefined) {
        const message = `node '${name}' owns vertex ${vertex}, but the graph has ${graph.keys.length} vertices`;
        yield { code: 'VERTEX_UNKNOWN', message, place: { node: name } };
        continue;
      }
      const other = owner[vertex];
      if (other !== undefined)
        yield { code: 'VERTEX_OWNED_TWICE', message: `vertex '${key}' belongs to both '${other}' and '${name}'` };
      owner[vertex] = name;
    }
  }
  for (const [vertex, name] of owner.entries()) {
    if (name === undefined)
      yield { code: 'VERTEX_WITHOUT_NODE', message: `vertex '${graph.keys[vertex]}' belongs to no node` };
  }
}
