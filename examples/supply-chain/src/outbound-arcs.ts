import { DiscoError, type EdgeRows, type NodeData, type Simproc } from '@disco-engine/sdk';

/** The arcs that lead from a node's stages along the layer of a simproc. A chain without any arc has no layers, and so none of them. */
export function outboundArcs(data: NodeData, { name }: Simproc<never>): EdgeRows {
  try {
    return data.layer(name).outbound();
  } catch (error) {
    if (!(error instanceof DiscoError) || error.code !== 'UNKNOWN_LAYER') throw error;
    const none = new Int32Array(0);
    return { starts: new Int32Array(data.vertices.size + 1), rows: none, vertices: none, weights: new Float64Array(0) };
  }
}
