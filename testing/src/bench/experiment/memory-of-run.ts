import { runLogged, type LogMode } from './logged-run.js';

/** Resident memory of the process, in units of 10^6 bytes. */
export interface MemoryOfRun {
  /** From the start of the run to its peak, sampled a hundred times. */
  readonly growth: number;
  /**
   * From the peak of the run to that of the process, which comes while the file is written; 0 if the run was the peak.
   */
  readonly writing: number;
}

/** Call it once per process, since its results concern the whole process. */
export async function memoryOfRun(mode: LogMode, points: number, folder: string): Promise<MemoryOfRun> {
  let start = 0;
  let peak = 0;
  await runLogged('mixed', mode, points, folder, {
    begun: () => (start = peak = process.memoryUsage.rss()),
    went: () => (peak = Math.max(peak, process.memoryUsage.rss())),
  });
  const writing = process.resourceUsage().maxRSS * 1024 - peak;
  return { growth: (peak - start) / 1e6, writing: Math.max(0, writing) / 1e6 };
}
