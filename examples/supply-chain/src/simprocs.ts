import { simproc } from '@disco-engine/sdk';

/** Orders of a customer to its suppliers; the payload is the number of units of what the supplier makes. */
export const order = simproc<number>('order');

/** Deliveries to customers, and what a stage tells itself to make; the payload is a number of units. */
export const supply = simproc<number>('supply');
