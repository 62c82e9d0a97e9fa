import { inspect } from 'node:util';
import type { ActivationRecord } from '@disco-engine/sdk';
import type { Divergence } from './find-divergence.js';

/** Events of a batch that are printed; the rest are only counted. */
const MAX_EVENTS = 20;

/**
 * Describes the activation in which two runs differ, and what it received in both.
 *
 * @param runs their names
 */
export function describeDivergence(
  { node, simproc, epoch, expected, actual }: Divergence,
  runs: readonly [expected: string, actual: string],
): string[] {
  return [
    `the first activation that differs is ${node}/${simproc} at epoch ${epoch}`,
    ...describeActivation(runs[0], expected),
    ...describeActivation(runs[1], actual),
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
