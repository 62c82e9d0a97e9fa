import { inspect } from 'node:util';
import type { ActivationRecord } from '@disco-engine/sdk';
import type { DeterminismReport } from './check-determinism.js';
import type { Divergence } from './find-divergence.js';

/** Events of a batch that are printed; a longer one ends in their number. */
const MAX_EVENTS = 20;

/** What a reader needs to find the cause: which run, which activation, and what it was given in both. */
export function describeDifference({ model, digest, runs, difference }: DeterminismReport): string {
  if (difference === undefined) return `model '${model}' gave digest ${digest} in all ${runs.length} runs`;
  const lines = [
    `model '${model}' is not deterministic: run ${runs.length} (${runs.at(-1)}) differs from run 1 (plain)`,
    `  digests: ${difference.digest}, and ${digest} in run 1`,
  ];
  if (difference.divergence !== undefined) lines.push(...describeDivergence(difference.divergence, runs.length));
  if ('error' in difference)
    lines.push(`run ${runs.length} ended with an error, and run 1 did not:`, `  ${String(difference.error)}`);
  return lines.join('\n');
}

function describeDivergence({ node, simproc, epoch, expected, actual }: Divergence, run: number): string[] {
  return [
    `the first activation that differs is ${node}/${simproc} at epoch ${epoch}`,
    ...describeActivation('run 1', expected),
    ...describeActivation(`run ${run}`, actual),
    'all nodes were given the same until then, so an earlier handler, of the node itself or of a sender, decided by',
    'something that is no part of the state of its node: look for what nodes or runs share (module variables, static fields,',
    'providers, payloads that are changed after they were sent)',
  ];
}

function describeActivation(run: string, activation: ActivationRecord | undefined): string[] {
  if (activation === undefined) return [`  ${run}: no further activation of the node`];
  const { simproc, epoch, events } = activation;
  const count = events.length === 1 ? '1 event' : `${events.length} events`;
  const shown = events.slice(0, MAX_EVENTS).map((event) => {
    const payload = inspect(event.payload, { depth: 6, breakLength: Infinity, maxArrayLength: 20, sorted: true });
    return `    ${event.sender}/${event.simproc} #${event.counter} for epoch ${event.epoch}: ${payload}`;
  });
  if (events.length > MAX_EVENTS) shown.push(`    and ${events.length - MAX_EVENTS} more`);
  return [`  ${run}: ${simproc} at epoch ${epoch}, ${count}`, ...shown];
}
