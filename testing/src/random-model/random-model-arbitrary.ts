import fc from 'fast-check';
import type { RandomModel, RandomNode, RandomProgram, RandomSimproc, RandomType } from './random-model.js';

export interface RandomModelConstraints {
  /** Whole number from 1; 4 by default. */
  readonly maxSimprocs?: number | undefined;
  /** Whole number from 1 to 12; 6 by default. */
  readonly maxNodes?: number | undefined;
  /** In units of simulated time; 8 by default. The number of activations grows with it. */
  readonly maxHorizon?: number | undefined;
}

/** In the order of UTF-16 code units they stand otherwise than by code point, by locale or by number. */
const NAMES = ['n2', 'n10', 'N', 'a', 'ab', 'a/b', 'é', 'z', '\u{1F600}', '\uFF5E', '-', 'ä'];

const epochs = (max: number): fc.Arbitrary<number> =>
  fc.integer({ min: 0, max: 8 * max }).map((eighths) => eighths / 8);
const weight = fc.integer({ min: 0, max: 3 });
const pairs = fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 5, size: 'max' });

const program: fc.Arbitrary<RandomProgram> = fc.record({
  calls: fc.integer({ min: 1, max: 6 }),
  send: fc.integer({ min: 1, max: 6 }),
  wakeup: weight,
  hardWakeup: weight,
  promise: weight,
  stray: fc.integer({ min: 0, max: 1 }),
  delays: fc.array(epochs(2), { minLength: 1, maxLength: 3 }),
  wakeups: fc.array(
    epochs(3).map((delay) => delay + 0.125),
    { minLength: 1, maxLength: 3 },
  ),
});

/** As it is drawn: numbers that mean something only modulo the lengths of other lists, so that all of it shrinks freely. */
interface Raw {
  readonly simprocs: readonly { readonly minimumDelay: number; readonly complete: boolean }[];
  readonly types: readonly {
    readonly handles: readonly boolean[];
    readonly sends: readonly (readonly [number, number])[];
    readonly selfRelations: readonly (readonly [number, number])[];
    readonly promises: readonly (number | null)[];
  }[];
  readonly nodes: readonly {
    readonly type: number;
    readonly seed: number;
    readonly vertices: number;
    readonly programs: readonly number[];
  }[];
  readonly names: readonly string[];
  readonly programs: readonly RandomProgram[];
  readonly edges: readonly (readonly [number, number, number])[];
  readonly upwards: readonly boolean[];
  readonly horizons: readonly number[];
}

/**
 * Arbitrary models with several simprocs, self relations, sends to lower layers and, where there is a minimum delay, also to
 * higher ones, cycles in layers with a minimum delay, complete layers, nodes of several vertices, nodes that do not handle every
 * simproc, hard and soft wakeups, advance promises, promise methods, and calls that are to be refused. Every one of them can be
 * built and runs without an error.
 *
 * @example
 * fc.assert(fc.property(randomModel(), (model) => {
 *   expect(runOnKernel(model).activations).toEqual(oracle(model).activations);
 * }));
 */
export function randomModel(constraints: RandomModelConstraints = {}): fc.Arbitrary<RandomModel> {
  const { maxSimprocs = 4, maxNodes = 6, maxHorizon = 8 } = constraints;
  const perSimproc = { minLength: maxSimprocs, maxLength: maxSimprocs };
  const type = fc.record({
    // Mostly handled, so that models are well connected.
    handles: fc.array(
      fc.nat({ max: 4 }).map((draw) => draw < 4),
      perSimproc,
    ),
    sends: pairs,
    selfRelations: pairs,
    promises: fc.array(fc.option(epochs(1), { freq: 2 }), perSimproc),
  });
  const node = fc.record({
    type: fc.nat(),
    seed: fc.nat({ max: 0xffff_ffff }),
    vertices: fc.integer({ min: 1, max: 2 }),
    programs: fc.array(fc.nat(), perSimproc),
  });
  const simproc = fc.record({
    minimumDelay: fc.constantFrom(0, 0, 0.125, 0.5, 1),
    complete: fc.nat({ max: 2 }).map((draw) => draw === 2),
  });
  // Without the bias to small values, as models in which little happens find little.
  const raw = fc.noBias(
    fc.record<Raw>({
      simprocs: fc.array(simproc, { minLength: 1, maxLength: maxSimprocs, size: 'max' }),
      types: fc.array(type, { minLength: 1, maxLength: 3 }),
      nodes: fc.array(node, { minLength: 1, maxLength: maxNodes, size: 'max' }),
      names: fc.shuffledSubarray(NAMES, { minLength: NAMES.length }),
      programs: fc.array(program, { minLength: 1, maxLength: 3 }),
      edges: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { maxLength: 4 * maxNodes, size: 'max' }),
      upwards: fc.array(fc.boolean(), perSimproc),
      horizons: fc.array(epochs(maxHorizon), { minLength: 1, maxLength: 3, size: 'max' }),
    }),
  );
  return raw.map(modelOf);
}

function modelOf(raw: Raw): RandomModel {
  const simprocs = raw.simprocs.map(({ minimumDelay, complete }, index): RandomSimproc => ({
    name: `s${index}`,
    minimumDelay,
    complete: complete && minimumDelay > 0,
  }));
  const types = raw.types.map((type, index) => typeOf(type, index, simprocs));
  const nodes = raw.nodes.map(({ type, seed, programs }, index): RandomNode => ({
    name: raw.names[index],
    type: type % types.length,
    seed,
    programs: simprocs.map((_, simproc) => raw.programs[programs[simproc] % raw.programs.length]),
  }));
  const vertices = raw.nodes.flatMap((node, index) => Array.from({ length: node.vertices }, () => index));
  const horizons = [...raw.horizons].sort((a, b) => a - b);
  return { simprocs, types, nodes, vertices, edges: edgesOf(raw, simprocs, types, nodes, vertices), horizons };
}

function typeOf(raw: Raw['types'][number], index: number, simprocs: readonly RandomSimproc[]): RandomType {
  const count = simprocs.length;
  const some = simprocs.flatMap((_, simproc) => (raw.handles[simproc] ? [simproc] : []));
  const handles = some.length > 0 ? some : [0];
  /** What may be declared: from a handled simproc, and downwards where there is no delay. */
  const pairsOf = (drawn: readonly (readonly [number, number])[], self: boolean): (readonly [number, number])[] =>
    drawn
      .map(([from, to]) => [from % count, to % count] as const)
      .filter(([from, to]) => handles.includes(from) && (simprocs[to].minimumDelay > 0 || from < to))
      .filter(([from, to]) => (self ? handles.includes(to) : from !== to));
  return {
    name: `type ${index}`,
    handles,
    sends: pairsOf(raw.sends, false),
    selfRelations: pairsOf(raw.selfRelations, true),
    promises: simprocs.map((_, simproc) => (handles.includes(simproc) ? raw.promises[simproc] : null)),
  };
}

/** Edges between vertices of one node stay, as the kernel must leave them out. */
function edgesOf(
  { edges, upwards }: Raw,
  simprocs: readonly RandomSimproc[],
  types: readonly RandomType[],
  nodes: readonly RandomNode[],
  vertices: readonly number[],
): RandomModel['edges'] {
  const seen = new Map<string, readonly [number, number, number]>();
  for (const [drawnLayer, drawnFrom, drawnTo] of edges) {
    const layer = drawnLayer % simprocs.length;
    let [from, to] = [drawnFrom % vertices.length, drawnTo % vertices.length];
    // All edges of a layer without delay run one way through the list of nodes, so none can come round.
    if (simprocs[layer].minimumDelay === 0 && vertices[from] > vertices[to] !== upwards[layer]) [from, to] = [to, from];
    const handled = types[nodes[vertices[to]].type].handles.includes(layer);
    if (!simprocs[layer].complete && from !== to && handled) seen.set(`${layer}:${from}:${to}`, [layer, from, to]);
  }
  return [...seen.values()];
}
