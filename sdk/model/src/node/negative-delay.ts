import { DiscoError, type Kernel } from '@disco-engine/kernel';

/**
 * The error for a send with a negative delay. Rounding could turn such an epoch into now, and the mistake would go unnoticed.
 */
export function negativeDelay(kernel: Kernel, link: number, delay: number): DiscoError {
  const { topology, epoch, port } = kernel;
  const node = topology.nodeName(topology.nodeOf(port));
  const simproc = topology.simprocName(topology.simprocOf(port));
  const target = topology.portName(topology.targetOf(link));
  const message = `${topology.portName(port)} at epoch ${epoch} sent to ${target} with delay ${delay}; a delay is a finite number of at least 0`;
  return new DiscoError('DELAY_INVALID', message, { node, simproc, epoch, target });
}
