import type { Seat } from '@disco-engine/kernel';

/** Whether a transport is to connect the worker at this seat to another one. */
export function isPeer({ worker, peers }: Seat, other: number): boolean {
  return other !== worker && (peers === undefined || peers.includes(other));
}
