import type { EdgeData } from './edge-data.js';

/** The edges of one layer that touch the vertices of a node. */
export interface LayerData {
  /** Those that lead from them. */
  outbound(): EdgeData;
  /** Those that lead to them. */
  inbound(): EdgeData;
}
