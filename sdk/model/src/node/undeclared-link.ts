import { DiscoError, type Kernel } from '@disco-engine/kernel';

/** The error for a send to a node and simproc to which neither model nor scenario declares a link. */
export function undeclaredLink(kernel: Kernel, target: string, layer: string): DiscoError {
  const { topology, epoch, port } = kernel;
  const node = topology.nodeName(topology.nodeOf(port));
  const simproc = topology.simprocName(topology.simprocOf(port));
  const declare =
    target === node
      ? `name '${layer}' in \`selfRelations\` of the handler for '${simproc}'`
      : `add an edge to layer '${layer}' of the scenario, or name '${layer}' in \`sends\` of the handler for '${simproc}'`;
  const message = `${topology.portName(port)} at epoch ${epoch} has no link to ${target}/${layer}; ${declare}`;
  return new DiscoError('SEND_UNDECLARED', message, { node, simproc, epoch, target: `${target}/${layer}` });
}
