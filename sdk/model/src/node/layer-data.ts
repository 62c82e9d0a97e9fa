import type { EdgeData } from './edge-data.js';

/** The edges of one layer that touch the vertices of a node. */
export interface LayerData {
  /** Those that start at the node's vertices. */
  outbound(): EdgeData;
  /** Those that end at the node's vertices. */
  inbound(): EdgeData;
}
