import { PHOLD_SIZES } from '../phold.js';
import { ReferencePhold } from '../reference-phold.js';
import { runLogged, type LoggedRun, type LogMode } from './logged-run.js';
import type { LogKind } from './logged-model.js';
import type { Effort, ExperimentPart, Figure } from './part.js';

const POINTS = 10_000_000;
/** Events of the reference loop before and after each round. */
const EVENTS = 3_000_000;
const MODES = ['bare', 'off', 'summary', 'parquet'] as const;

type Round = Readonly<Record<LogMode, LoggedRun>> & { readonly reference: number };

/**
 * The cost of one point to the simulating thread, for points of one kind: the same run with and without a log, one
 * directly after the other.
 */
export function logCost(kind: LogKind): ExperimentPart {
  return {
    name: `log-${kind}`,
    measure: (effort) => measureLogCost(kind, effort, effort.quick ? POINTS / 10 : POINTS),
  };
}

/** @param points approximate number of points per run */
export async function measureLogCost(
  kind: LogKind,
  { rounds: count, folder }: Pick<Effort, 'rounds' | 'folder'>,
  points: number,
): Promise<readonly Figure[]> {
  // One extra round warms up the compiler.
  await oneRound(kind, points, folder, 0);
  const rounds: Round[] = [];
  for (let round = 0; round < count; round++) rounds.push(await oneRound(kind, points, folder, round));
  const figure = (name: string, value: (round: Round) => number, most?: number): Figure => {
    const values = rounds.map(value);
    return { name, values, most };
  };
  return [
    figure('ns a point, with ParquetLog by without a log', (round) => more(round, 'off', 'parquet', 'wall'), 300),
    figure('events of the reference loop that a point costs', (round) => {
      return more(round, 'off', 'parquet', 'wall') / round.reference;
    }),
    figure('ns a point, of processor time of the thread', (round) => more(round, 'off', 'parquet', 'cpu')),
    figure('ns a point of it for the summary', (round) => more(round, 'off', 'summary', 'wall')),
    figure('ns a record without a log, by without recorders', (round) => more(round, 'bare', 'off', 'wall')),
    figure('million points in a run', ({ parquet }) => parquet.points / 1e6),
    figure('s to write the file afterwards', ({ parquet }) => parquet.write.wall),
    figure('s of it on the thread that simulated', ({ parquet }) => parquet.write.cpu),
    figure('bytes of the file a point', ({ parquet }) => parquet.bytes / parquet.points),
  ];
}

/** Every other round runs in reverse order, so that a gradual slowdown favours none. */
async function oneRound(kind: LogKind, points: number, folder: string, number: number): Promise<Round> {
  const before = nanosecondsOfReference();
  const runs: Partial<Record<LogMode, LoggedRun>> = {};
  for (const mode of number % 2 === 0 ? MODES : [...MODES].reverse())
    runs[mode] = await runLogged(kind, mode, points, folder);
  const { bare, off, summary, parquet } = runs as Record<LogMode, LoggedRun>;
  if ([bare, off, summary].some(({ events }) => events !== parquet.events))
    throw new Error(`the logs of the runs of ${kind} differ`);
  return { bare, off, summary, parquet, reference: (before + nanosecondsOfReference()) / 2 };
}

/** How many more nanoseconds per point one run took than another. */
function more(round: Round, without: LogMode, mode: LogMode, time: 'wall' | 'cpu'): number {
  return ((round[mode].run[time] - round[without].run[time]) * 1e9) / round.parquet.points;
}

function nanosecondsOfReference(): number {
  const loop = new ReferencePhold(PHOLD_SIZES.a, 1);
  globalThis.gc?.();
  const start = performance.now();
  loop.run(EVENTS);
  return ((performance.now() - start) * 1e6) / EVENTS;
}
