import { readFileSync } from 'node:fs';

const CLOCK = '/proc/thread-self/schedstat';

/** Seconds of a thread: wall-clock time, and processor time (NaN if the system does not provide it). */
export interface ThreadTime {
  readonly wall: number;
  readonly cpu: number;
}

/** Starts timing the calling thread; the returned function gives the time since then. */
export function startTimer(): () => ThreadTime {
  const cpu = cpuSeconds();
  const wall = performance.now();
  return () => ({ wall: (performance.now() - wall) / 1000, cpu: cpuSeconds() - cpu });
}

/** The kernel's count for this thread alone: the compiler and the garbage collector have separate threads. */
function cpuSeconds(): number {
  try {
    return Number(readFileSync(CLOCK, 'utf8').split(' ', 1)[0]) / 1e9;
  } catch {
    return NaN;
  }
}
