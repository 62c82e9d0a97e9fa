import { simproc } from '@disco-engine/sdk';
import type { Quantities } from './quantities.js';

/**
 * Orders from the stages of one node to those of another: for each arc between the two nodes, in the order of `ArcBundle`, the
 * units ordered from the supplier; 0 for an arc without an order.
 */
export const order = simproc<Float64Array>('order');

/**
 * From another node, deliveries: their arcs and units. From the node itself, production orders to its stages: their rows and
 * units.
 */
export const supply = simproc<Quantities>('supply');
