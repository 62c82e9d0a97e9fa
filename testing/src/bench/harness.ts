import type { Benchmark, Figures, Prepared } from './benchmark.js';
import { PHOLD_SIZES, type PholdConfig } from './phold.js';
import { ReferencePhold } from './reference-phold.js';

/** The result of one benchmark in one configuration: medians over the rounds. */
export interface Measurement {
  readonly name: string;
  readonly config: string;
  readonly eventsPerSecond: number;
  /**
   * Events per second relative to the reference loop, or to the same work without the engine, which runs directly before
   * and after: the median of the rounds.
   */
  readonly ratio: number;
  /** Lowest ratio of a round; the next field is the highest. */
  readonly ratioLow: number;
  readonly ratioHigh: number;
  readonly referenceEventsPerSecond: number;
  /** Resident memory of the process at the end, in units of 10^6 bytes, including the runtime and the reference. */
  readonly rssMB: number;
  readonly figures: Figures;
}

/** How long to measure. */
export interface Effort {
  /** Number of rounds that count; an extra one warms up the compiler. */
  readonly rounds: number;
  /** Minimum number of events per round, and per run of the reference. */
  readonly events: number;
}

interface Round {
  readonly prepared: Prepared;
  readonly speed: number;
  readonly reference: number;
}

/**
 * Measures one benchmark in one configuration, in this process. For a clean heap and a compiler that has seen nothing
 * else, give each its own process, started with `--expose-gc` so that no round pays for another's garbage.
 * @throws Error if the configuration is unknown, or if a round processed fewer events than requested
 */
export async function measure(benchmark: Benchmark, config: string, effort: Effort): Promise<Measurement> {
  const reference = Object.hasOwn(benchmark.configs, config) ? benchmark.configs[config] : undefined;
  if (reference === undefined) throw new Error(`${benchmark.name} has no configuration '${config}'`);
  let last = await runRound(benchmark, config, reference, effort.events);
  const rounds: Round[] = [];
  while (rounds.length < effort.rounds)
    rounds.push((last = await runRound(benchmark, config, reference, effort.events)));
  const ratios = rounds.map((round) => round.speed / round.reference);
  return {
    name: benchmark.name,
    config,
    eventsPerSecond: Math.round(median(rounds.map((round) => round.speed))),
    ratio: median(ratios),
    ratioLow: Math.min(...ratios),
    ratioHigh: Math.max(...ratios),
    referenceEventsPerSecond: Math.round(median(rounds.map((round) => round.reference))),
    rssMB: process.memoryUsage.rss() / 1e6,
    figures: (await last.prepared.figures?.()) ?? {},
  };
}

async function runRound(benchmark: Benchmark, config: string, reference: PholdConfig, events: number): Promise<Round> {
  const prepared = await benchmark.prepare(config, events);
  const prepareReference = (): (() => void) => prepared.withoutEngine?.() ?? referenceRun(reference, events);
  const before = timed(prepareReference());
  const [total, milliseconds] = await timedRun(prepared);
  const after = timed(prepareReference());
  const what = `${benchmark.name} ${config}`;
  if (total < events) throw new Error(`${what} processed ${total} events in a round; at least ${events} are required`);
  // The reference loop handles the events that were asked for; what a benchmark brings does the work of `run`.
  const same = prepared.withoutEngine === undefined ? events : total;
  return {
    prepared,
    speed: (total * 1000) / milliseconds,
    reference: (same * 1000 * (1 / before + 1 / after)) / 2,
  };
}

function referenceRun(config: PholdConfig, events: number): () => void {
  const loop = new ReferencePhold(PHOLD_SIZES[config], 1);
  return () => loop.run(events);
}

/** Milliseconds. */
function timed(run: () => void): number {
  globalThis.gc?.();
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** The number of events, and milliseconds. */
async function timedRun(prepared: Prepared): Promise<readonly [events: number, milliseconds: number]> {
  globalThis.gc?.();
  const start = performance.now();
  const events = await prepared.run();
  return [events, performance.now() - start];
}

/** The middle one of some numbers, or the mean of the middle two. */
function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}
