import { entryAt, LEAST_DELAY } from '@disco-engine/kernel';
import fc from 'fast-check';
import type { RandomModel, RandomNode, RandomProgram, RandomSimproc, RandomType } from './random-model.js';
import { drawnTime, randomTimes, timeOf, type DrawnTime, type RandomTimes } from './random-times.js';

export interface RandomModelConstraints {
  /** A whole number of at least 1. Default 4. */
  readonly maxSimprocs?: number | undefined;
  /** A whole number from 1 to 12. Default 6. */
  readonly maxNodes?: number | undefined;
  /** In units of 8 steps. Default 8. The number of activations grows with it. */
  readonly maxHorizon?: number | undefined;
}

/** UTF-16 code units order these differently from code points, locales or numbers. */
const NAMES = ['n2', 'n10', 'N', 'a', 'ab', 'a/b', 'é', 'z', '\u{1F600}', '\uFF5E', '-', 'ä'];

const times = (max: number): fc.Arbitrary<DrawnTime> => drawnTime(fc.nat({ max: 8 * max }));
const weight = fc.integer({ min: 0, max: 3 });
const pairs = fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 5, size: 'max' });

const program: fc.Arbitrary<RawProgram> = fc.record({
  calls: fc.integer({ min: 1, max: 6 }),
  send: fc.integer({ min: 1, max: 6 }),
  wakeup: weight,
  hardWakeup: weight,
  wakeupAfter: weight,
  timer: weight,
  cancel: weight,
  promise: weight,
  stray: fc.integer({ min: 0, max: 1 }),
  // One in five is 0.
  delays: fc.array(drawnTime(fc.integer({ min: -3, max: 16 }).map((draw) => Math.max(0, draw))), {
    minLength: 1,
    maxLength: 3,
  }),
  wakeups: fc.array(drawnTime(fc.integer({ min: 1, max: 25 })), { minLength: 1, maxLength: 3 }),
});

interface RawProgram extends Omit<RandomProgram, 'delays' | 'wakeups'> {
  readonly delays: readonly DrawnTime[];
  readonly wakeups: readonly DrawnTime[];
}

/** As drawn: numbers that have a meaning only modulo the lengths of other lists, so that everything shrinks freely. */
interface Raw {
  readonly times: RandomTimes;
  readonly simprocs: readonly {
    readonly minimumDelay: DrawnTime;
    readonly least: boolean;
    readonly complete: boolean;
  }[];
  readonly types: readonly {
    readonly handles: readonly boolean[];
    readonly sends: readonly (readonly [number, number])[];
    readonly selfRelations: readonly (readonly [number, number])[];
    readonly promises: readonly (DrawnTime | null)[];
    readonly ownTimers: boolean;
    readonly processes: {
      readonly port: number;
      readonly isShared: boolean;
      readonly receives: readonly boolean[];
      readonly count: number;
    } | null;
  }[];
  readonly nodes: readonly {
    readonly type: number;
    readonly seed: number;
    readonly vertices: number;
    readonly programs: readonly number[];
  }[];
  readonly names: readonly string[];
  readonly programs: readonly RawProgram[];
  readonly edges: readonly (readonly [number, number, number])[];
  readonly upwards: readonly boolean[];
  readonly horizons: readonly DrawnTime[];
  /** Whether the last horizon is Infinity. */
  readonly endless: boolean;
}

/**
 * Arbitrary models with several simprocs, self relations, sends to lower layers and, with a minimum delay, also to
 * higher ones, cycles in layers with a minimum delay, which may be the least one, complete layers, nodes with several
 * vertices, nodes that do not handle every simproc, hard and soft wakeups at epochs and after delays that may vanish,
 * timers of which some are canceled, advance promises, promise methods, calls that must be refused, and nodes with
 * processes that hold, use resources and stores, interrupt each other, give up, send and receive. Every model can be
 * built, and runs without an error.
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
    promises: fc.array(fc.option(times(1), { freq: 2 }), perSimproc),
    ownTimers: fc.boolean(),
    // One type in four has some.
    processes: fc
      .record({
        port: fc.nat({ max: 99 }),
        isShared: fc.boolean(),
        receives: fc.array(fc.boolean(), perSimproc),
        count: fc.integer({ min: 1, max: 3 }),
        are: fc.nat({ max: 3 }),
      })
      .map(({ are, ...processes }) => (are === 0 ? processes : null)),
  });
  const node = fc.record({
    type: fc.nat(),
    seed: fc.nat({ max: 0xffff_ffff }),
    vertices: fc.integer({ min: 1, max: 2 }),
    programs: fc.array(fc.nat(), perSimproc),
  });
  const simproc = fc.record({
    minimumDelay: drawnTime(fc.constantFrom(0, 0, 1, 4, 8)),
    least: fc.nat({ max: 5 }).map((draw) => draw === 5),
    complete: fc.nat({ max: 2 }).map((draw) => draw === 2),
  });
  // Without a bias to small values, since models in which little happens find little.
  const raw = fc.noBias(
    fc.record<Raw>({
      times: randomTimes,
      simprocs: fc.array(simproc, { minLength: 1, maxLength: maxSimprocs, size: 'max' }),
      types: fc.array(type, { minLength: 1, maxLength: 3 }),
      nodes: fc.array(node, { minLength: 1, maxLength: maxNodes, size: 'max' }),
      names: fc.shuffledSubarray(NAMES, { minLength: NAMES.length }),
      programs: fc.array(program, { minLength: 1, maxLength: 3 }),
      edges: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { maxLength: 4 * maxNodes, size: 'max' }),
      upwards: fc.array(fc.boolean(), perSimproc),
      horizons: fc.array(times(maxHorizon), { minLength: 1, maxLength: 3, size: 'max' }),
      endless: fc.nat({ max: 7 }).map((draw) => draw === 7),
    }),
  );
  return raw.map(modelOf);
}

function modelOf(raw: Raw): RandomModel {
  const time = (drawn: DrawnTime): number => timeOf(raw.times, drawn);
  const simprocs = raw.simprocs.map(({ minimumDelay, least, complete }, index): RandomSimproc => ({
    name: `s${index}`,
    // Layers with and without a minimum delay keep that property, even off the grid.
    minimumDelay: minimumDelay[0] === 0 ? 0 : least ? LEAST_DELAY : Math.max(time(minimumDelay), Number.MIN_VALUE),
    complete: complete && minimumDelay[0] > 0,
  }));
  const types = raw.types.map((type, index) => typeOf(type, index, simprocs, time));
  const programs = raw.programs.map(({ delays, wakeups, ...calls }): RandomProgram => ({
    ...calls,
    delays: delays.map(time),
    wakeups: wakeups.map(time),
  }));
  const nodes = raw.nodes.map(({ type, seed, programs: drawn }, index): RandomNode => ({
    name: entryAt(raw.names, index),
    type: type % types.length,
    seed,
    programs: simprocs.map((_, simproc) => entryAt(programs, (drawn[simproc] ?? NaN) % programs.length)),
  }));
  const vertices = raw.nodes.flatMap((node, index) => Array.from({ length: node.vertices }, () => index));
  const horizons = raw.horizons.map(time).sort((a, b) => a - b);
  if (raw.endless && !raw.times.even) horizons.push(Infinity);
  return {
    step: raw.times.step,
    simprocs,
    types,
    nodes,
    vertices,
    edges: edgesOf(raw, simprocs, types, nodes, vertices),
    horizons,
  };
}

function typeOf(
  raw: Raw['types'][number],
  index: number,
  simprocs: readonly RandomSimproc[],
  time: (drawn: DrawnTime) => number,
): RandomType {
  const count = simprocs.length;
  const some = simprocs.flatMap((_, simproc) => (raw.handles[simproc] === true ? [simproc] : []));
  const handles = some.length > 0 ? some : [0];
  /** The pairs that may be declared: from a handled simproc, and downwards if there is no delay. */
  const pairsOf = (drawn: readonly (readonly [number, number])[], self: boolean): (readonly [number, number])[] =>
    drawn
      .map(([from, to]) => [from % count, to % count] as const)
      .filter(([from, to]) => handles.includes(from) && (entryAt(simprocs, to).minimumDelay > 0 || from < to))
      .filter(([from, to]) => (self ? handles.includes(to) : from !== to));
  return {
    name: `type ${index}`,
    handles,
    sends: pairsOf(raw.sends, false),
    selfRelations: pairsOf(raw.selfRelations, true),
    ownTimers: raw.ownTimers && raw.processes === null,
    processes: raw.processes && {
      ...raw.processes,
      port: entryAt(handles, raw.processes.port % handles.length),
      receives: handles.filter((simproc) => raw.processes?.receives[simproc]),
    },
    promises: simprocs.map((_, simproc) => {
      const promise = handles.includes(simproc) ? entryAt(raw.promises, simproc) : null;
      return promise === null ? null : time(promise);
    }),
  };
}

/** Keeps edges between vertices of the same node, which the kernel must ignore. */
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
    // All edges of a zero-delay layer run one way through the list of nodes, so they cannot form a cycle.
    if (
      entryAt(simprocs, layer).minimumDelay === 0 &&
      (vertices[from] ?? NaN) > (vertices[to] ?? NaN) !== upwards[layer]
    )
      [from, to] = [to, from];
    const handled = entryAt(types, entryAt(nodes, vertices[to] ?? NaN).type).handles.includes(layer);
    if (!entryAt(simprocs, layer).complete && from !== to && handled)
      seen.set(`${layer}:${from}:${to}`, [layer, from, to]);
  }
  return [...seen.values()];
}
