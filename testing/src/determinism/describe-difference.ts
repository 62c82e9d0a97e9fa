import type { DeterminismReport } from './check-determinism.js';
import { describeDivergence } from './describe-divergence.js';

/** What a reader needs to find the cause: which run, which activation, and what it received in both. */
export function describeDifference({ model, digest, runs, difference }: DeterminismReport): string {
  if (difference === undefined) return `model '${model}' gave digest ${digest} in all ${runs.length} runs`;
  const lines = [
    `model '${model}' is not deterministic: run ${runs.length} (${runs.at(-1)}) differs from run 1 (plain)`,
    `  digests: ${difference.digest}, and ${digest} in run 1`,
  ];
  if (difference.divergence !== undefined)
    lines.push(...describeDivergence(difference.divergence, ['run 1', `run ${runs.length}`]), ...CAUSES);
  if ('error' in difference)
    lines.push(`run ${runs.length} ended with an error, and run 1 did not:`, `  ${String(difference.error)}`);
  return lines.join('\n');
}

const CAUSES = [
  'all nodes had received the same until then, so an earlier handler, of the node itself or of a sender, depended on',
  'something that is not part of the state of its node: look for what nodes or runs share (module variables, static fields,',
  'providers, payloads that are changed after they were sent)',
];
