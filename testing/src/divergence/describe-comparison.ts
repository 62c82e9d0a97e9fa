import { describeDivergence } from '../determinism/describe-divergence.js';
import type { RunComparison } from './compare-runs.js';

/** What a reader needs to find the cause: which window, which activation, and what it received in both runs. */
export function describeComparison({ digests, windows, difference }: RunComparison): string {
  if (difference === undefined) return `both runs gave digest ${digests[0]}, in ${counted(windows)}`;
  const { from, until, errors, divergence } = difference;
  const lines = [
    `the runs differ in window ${windows}, from epoch ${from} to ${until}`,
    `  digests at its end: ${digests[0]} and ${digests[1]}`,
  ];
  if (divergence !== undefined) lines.push(...describeDivergence(divergence, ['run 1', 'run 2']));
  for (const { run, error } of errors) lines.push(`run ${run} ended with an error:`, `  ${String(error)}`);
  if (divergence === undefined && errors.length === 0)
    lines.push(
      'when run again, they did not differ there: look for what outlives a run (module variables, static fields, files)',
    );
  return lines.join('\n');
}

function counted(windows: number): string {
  return windows === 1 ? '1 window' : `${windows} windows`;
}
