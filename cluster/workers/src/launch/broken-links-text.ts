import type { BrokenLink } from '@disco-engine/kernel';
import type { StateReport } from '../worker/commands.js';

/**
 * Describes the broken connections of a run, each once although both of its workers report it.
 *
 * @param reports by worker
 */
export function brokenLinksText(reports: readonly StateReport[]): string[] {
  const links = new Map<string, string>();
  // The worker with the higher number dials, and so knows more; its text comes later and replaces the other one.
  for (const [worker, { brokenLinks = [] }] of reports.entries())
    for (const link of brokenLinks) {
      const pair = [worker, link.worker].sort((a, b) => a - b).join('-');
      links.set(pair, linkText(worker, link));
    }
  return [...links.values()];
}

function linkText(from: number, { worker, address, milliseconds, reason }: BrokenLink): string {
  const to = address === undefined ? `worker ${worker}` : `worker ${worker} at ${address}`;
  return `the connection of worker ${from} to ${to} has been broken for ${milliseconds} ms: ${reason}`;
}
