import { readFileSync } from 'node:fs';

const CLOCK = '/proc/thread-self/schedstat';

/** Seconds of a thread: by the clock on the wall, and of the processor (NaN where the system does not tell them). */
export interface ThreadTime {
  readonly wall: number;
  readonly cpu: number;
}

/** Starts to measure the calling thread; the function that it gives tells the time since then. */
export function startTimer(): () => ThreadTime {
  const cpu = cpuSeconds();
  const wall = performance.now();
  return () => ({ wall: (performance.now() - wall) / 1000, cpu: cpuSeconds() - cpu });
}

/** What the kernel has counted for this thread alone: the compiler and the collector have threads of their own. */
function cpuSeconds(): number {
  try {
    return Number(readFileSync(CLOCK, 'utf8').split(' ', 1)[0]) / 1e9;
  } catch {
    return NaN;
  }
}
