import type { Figures } from './benchmark.js';

/** Time of a read that depends on the one before it, in a working set of a size. */
export interface CacheReading {
  readonly kilobytes: number;
  readonly nanoseconds: number;
}

const LINE_INTS = 16;
const READS = 1_000_000;
const REPEATS = 3;

/**
 * Follows a random cycle through each working set, one read per cache line: how much cache this process gets, and what a
 * miss costs, on a machine that it shares with others.
 */
export function cacheCurve(sizes: readonly number[] = [512, 1024, 2048, 4096, 8192, 16384, 32768]): CacheReading[] {
  return sizes.map((kilobytes) => {
    const cycle = randomCycle(kilobytes * 16);
    let at = chase(cycle, cycle.length / LINE_INTS, 0);
    let best = Infinity;
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      const start = performance.now();
      at = chase(cycle, READS, at);
      best = Math.min(best, performance.now() - start);
    }
    return { kilobytes, nanoseconds: (best * 1e6) / READS };
  });
}

/** The largest working set whose reads take less than half as long as those of the largest of all, and both times. */
export function cacheFigures(curve: readonly CacheReading[]): Figures {
  const beyond = curve.at(-1)?.nanoseconds ?? NaN;
  const within = curve.filter(({ nanoseconds }) => nanoseconds < beyond / 2).at(-1);
  return {
    cacheMB: (within?.kilobytes ?? 0) / 1024,
    nsInCache: within?.nanoseconds ?? 'none',
    nsBeyond: beyond,
  };
}

/** Per line, the index of the next one on a cycle through all of them (Sattolo's algorithm). */
function randomCycle(lines: number): Int32Array {
  const order = Uint32Array.from({ length: lines }, (_, line) => line);
  let random = 1;
  for (let last = lines - 1; last > 0; last--) {
    random ^= random << 13;
    random ^= random >>> 17;
    random ^= random << 5;
    const other = (random >>> 0) % last;
    [order[last], order[other]] = [order[other] ?? NaN, order[last] ?? NaN];
  }
  const cycle = new Int32Array(lines * LINE_INTS);
  for (let place = 0; place < lines; place++)
    cycle[(order[place] ?? NaN) * LINE_INTS] = (order[(place + 1) % lines] ?? NaN) * LINE_INTS;
  return cycle;
}

function chase(cycle: Int32Array, reads: number, from: number): number {
  let at = from;
  for (let read = 0; read < reads; read++) at = cycle[at] ?? NaN;
  return at;
}
