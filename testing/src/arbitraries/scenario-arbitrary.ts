import { entryAt } from '@disco-engine/kernel';
import fc from 'fast-check';
import {
  explore,
  ScenarioBuilder,
  type ModelClass,
  type ModelSpecification,
  type Scenario,
  type VertexValues,
} from '@disco-engine/sdk';

export interface ScenarioConstraints {
  /** A whole number of at least 1. Default 1. */
  readonly minVertices?: number | undefined;
  /** A whole number of at least `minVertices`. Default `minVertices` + 10. */
  readonly maxVertices?: number | undefined;
  /** Upper limit; edges that a layer cannot have are dropped, so there may be fewer. Default three per vertex. */
  readonly maxEdges?: number | undefined;
  /** By name of the node type, the values of its vertices. Default none. */
  readonly values?: Readonly<Record<string, fc.Arbitrary<VertexValues>>> | undefined;
  /** Weights of vertices and edges, finite and at least 0. Default small whole numbers. */
  readonly weights?: fc.Arbitrary<number> | undefined;
}

interface RawEdge {
  readonly layer: number;
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

interface RawVertex {
  readonly nodeType: string;
  readonly values: VertexValues;
  readonly weight: number;
}

/**
 * Random scenarios that a model can run on. A layer without a minimum delay is acyclic, one with a minimum delay may
 * have cycles, a complete layer has no edges, and edges lead only to nodes that handle the layer. The order of the
 * names is independent of the direction of the edges. Shrinks to fewer vertices and edges.
 *
 * @throws InvalidInputError `MODEL_INVALID`
 *
 * @example
 * const values = { stage: fc.record({ leadTime: fc.integer({ min: 0, max: 9 }) }) };
 * await fc.assert(
 *   fc.asyncProperty(scenarioArbitrary(SupplyChain, { values }), async (scenario) => {
 *     const run = await TestRun.create(SupplyChain, { scenario });
 *     run.until(30);
 *     expect(unitsIn(run)).toBe(unitsOrdered(run));
 *   }),
 * );
 */
export function scenarioArbitrary(model: ModelClass, constraints: ScenarioConstraints = {}): fc.Arbitrary<Scenario> {
  const specification = explore(model);
  const { minVertices = 1, maxVertices = minVertices + 10, maxEdges = 3 * maxVertices, values = {} } = constraints;
  const { weights = fc.integer({ min: 0, max: 9 }) } = constraints;
  const vertex = fc.oneof(
    ...specification.nodeTypes.map(({ name }) =>
      fc.record({ nodeType: fc.constant(name), values: values[name] ?? fc.constant({}), weight: weights }),
    ),
  );
  const edge = fc.record({ layer: fc.nat(), from: fc.nat(), to: fc.nat(), weight: weights });
  return fc
    .record({
      vertices: fc.array(vertex, { minLength: minVertices, maxLength: maxVertices }),
      names: fc.shuffledSubarray(
        Array.from({ length: maxVertices }, (_, index) => `v${index}`),
        {
          minLength: maxVertices,
        },
      ),
      edges: fc.array(edge, { maxLength: maxEdges, size: 'max' }),
      upwards: fc.array(fc.boolean(), {
        minLength: specification.simprocs.length,
        maxLength: specification.simprocs.length,
      }),
    })
    .map(({ vertices, names, edges, upwards }) => scenarioOf(specification, vertices, names, edges, upwards));
}

function scenarioOf(
  { name: modelName, simprocs, nodeTypes }: ModelSpecification,
  vertices: readonly RawVertex[],
  names: readonly string[],
  edges: readonly RawEdge[],
  upwards: readonly boolean[],
): Scenario {
  const builder = new ScenarioBuilder(`random scenario for ${modelName}`);
  vertices.forEach(({ nodeType, values, weight }, index) =>
    builder.vertex(nodeType, entryAt(names, index), values, { weight }),
  );
  const layersOf = new Map(nodeTypes.map(({ name, handles }) => [name, handles]));
  const seen = new Set<string>();
  for (const raw of edges) {
    const layer = raw.layer % simprocs.length;
    const { name, minimumDelay, complete } = entryAt(simprocs, layer);
    let [from, to] = [raw.from % vertices.length, raw.to % vertices.length];
    // All edges of a zero-delay layer run one way through the list of vertices, so they cannot form a cycle.
    if (minimumDelay === 0 && from > to !== upwards[layer]) [from, to] = [to, from];
    const key = `${layer}:${from}:${to}`;
    const handled = layersOf.get(entryAt(vertices, to).nodeType)?.includes(layer) === true;
    if (complete || from === to || !handled || seen.has(key)) continue;
    seen.add(key);
    builder.edge(name, entryAt(names, from), entryAt(names, to), raw.weight);
  }
  return builder.build();
}
