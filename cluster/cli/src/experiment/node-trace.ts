import { printable } from '@disco-engine/kernel';
import {
  Preempted,
  waitingProcesses,
  watchInterruptions,
  type ActivationRecord,
  type Simulation,
} from '@disco-engine/sdk';
import { shown, stateText } from './shown-state.js';

/**
 * Writes what nodes do. For each activation: its batch (`<`), what it sent (`>`), the timers that it set (`+`) and canceled (`-`), the
 * processes that were interrupted (`!`); then what the processes of the node wait for (`~`), and its plain fields (`=`).
 *
 * @param node the name of one node; without it, all nodes are traced
 */
export function traceNodes(simulation: Simulation, node: string | undefined, write: (text: string) => void): void {
  const { sends, timers, activations } = node === undefined ? simulation : simulation.observe(node);
  let sent: string[] = [];
  sends.subscribe(({ target, payload }) => {
    sent.push(`  > ${printable(target.node)} ${printable(target.simproc)} @${target.epoch} ${shown(payload)}\n`);
  });
  timers.subscribe(({ timer, until, payload, canceled }) => {
    const place = `${printable(timer)} @${until}`;
    sent.push(canceled === true ? `  - ${place}\n` : `  + ${place} ${shown(payload)}\n`);
  });
  for (const name of node === undefined ? simulation.nodeNames : [node])
    watchInterruptions(simulation.node(name, Object), ({ name: process, number, waitsFor, cause }) =>
      sent.push(`  ! ${printable(process)} #${number} leaves ${printable(waitsFor)}${causeText(cause)}\n`),
    );
  activations.subscribe((record) => {
    const state = stateText(simulation.node(record.node, Object));
    const waiting = waitingProcesses(simulation.node(record.node, Object)).map(
      ({ name, number, waitsFor }) => `  ~ ${printable(name)} #${number} waits for ${printable(waitsFor)}\n`,
    );
    write(`${activationText(record)}${sent.join('')}${waiting.join('')}${state === '' ? '' : `  = ${state}\n`}`);
    sent = [];
  });
}

/** The cause of an interruption. */
function causeText(cause: unknown): string {
  if (cause === undefined) return '';
  if (!(cause instanceof Preempted)) return `: ${shown(cause)}`;
  const by = cause.by === undefined ? '' : ` by ${printable(cause.by.label)}`;
  return `: its unit of '${printable(cause.resource)}' was taken away${by}`;
}

/** Epoch, node and simproc of an activation, then a line for each event of its batch. */
export function activationText({ node, simproc, epoch, events }: ActivationRecord): string {
  const batch = events.map(({ sender, epoch: due, payload }) => `  < ${printable(sender)} @${due} ${shown(payload)}\n`);
  return `${epoch} ${printable(node)} ${printable(simproc)}\n${batch.join('')}`;
}
