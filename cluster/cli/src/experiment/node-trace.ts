import { printable } from '@disco-engine/kernel';
import type { ActivationRecord, Simulation } from '@disco-engine/sdk';

/** Code units of a value that are printed. */
const MOST_SHOWN = 200;

/**
 * Writes what nodes do: for each activation its batch, what was sent in it, and then the state of the node as far as it is plain.
 *
 * @param node its name; all nodes where it is left out
 */
export function traceNodes(simulation: Simulation, node: string | undefined, write: (text: string) => void): void {
  const isWanted = (name: string): boolean => node === undefined || name === node;
  let sent: string[] = [];
  simulation.sends.subscribe(({ node: sender, target, payload }) => {
    if (isWanted(sender))
      sent.push(`  > ${printable(target.node)} ${printable(target.simproc)} @${target.epoch} ${shown(payload)}\n`);
  });
  simulation.activations.subscribe((record) => {
    if (!isWanted(record.node)) return;
    const state = stateOf(simulation.node(record.node, Object));
    write(`${activationText(record)}${sent.join('')}${state === '' ? '' : `  = ${state}\n`}`);
    sent = [];
  });
}

/** Epoch, node and simproc of an activation, and a line for each event of its batch. */
export function activationText({ node, simproc, epoch, events }: ActivationRecord): string {
  const batch = events.map(({ sender, epoch: due, payload }) => `  < ${printable(sender)} @${due} ${shown(payload)}\n`);
  return `${epoch} ${printable(node)} ${printable(simproc)}\n${batch.join('')}`;
}

/** The fields of a node that are plain values; what was injected is left out. */
function stateOf(node: object): string {
  const fields = Object.entries(node).filter(([, value]) => isPlain(value));
  return fields.map(([name, value]) => `${printable(name)} ${shown(value)}`).join(', ');
}

function isPlain(value: unknown): boolean {
  if (value === null || ['number', 'string', 'boolean', 'bigint'].includes(typeof value)) return true;
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner === 'bigint') return `${inner}n`;
    return ArrayBuffer.isView(inner) && !(inner instanceof DataView) ? Array.from(inner as Uint8Array) : inner;
  });
  if (text === undefined) return '';
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
