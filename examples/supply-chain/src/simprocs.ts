import { simproc } from '@disco-engine/sdk';
import type { Quantities } from './quantities.js';

/**
 * Orders of one node's stages to those of another: for each arc between the two nodes, as `ArcBundle` has them, the units of what the
 * supplier makes; 0 on an arc without an order.
 */
export const order = simproc<Float64Array>('order');

/**
 * From another node, deliveries: the arcs on which they come, and their units. From the node itself, what its stages are to make: the
 * rows of these stages, and units.
 */
export const supply = simproc<Quantities>('supply');
