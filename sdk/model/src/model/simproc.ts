import { LEAST_DELAY } from '@disco-engine/kernel';

/**
 * A simulation process of a model, and the layer of the graph that belongs to it. `Payload` is the type of its events'
 * payloads; it types every handler, send and batch that uses this object.
 */
export interface Simproc<Payload = unknown> {
  readonly name: string;
  /**
   * The least simulated time that an event on this layer takes; finite, at least 0. If it was declared as `'next'`, the least
   * double above 0.
   */
  readonly minimumDelay: number;
  /** Whether every node may send to every node, including itself, without edges. */
  readonly complete: boolean;
  /** Never present; it makes simprocs with different payloads different types. */
  readonly accepts?: (payload: Payload) => void;
}

/** A simproc, given as its typed object or by name. */
export type SimprocRef<Payload = unknown> = Simproc<Payload> | string;

/** Options of a simproc. */
export interface SimprocOptions {
  /**
   * In units of simulated time; finite, at least 0, which is the default. `'next'` is the least possible delay: an event
   * arrives at the next double after now, or later. That is enough for links that lead upwards or form a cycle, such as a
   * question and its answer.
   */
  readonly minimumDelay?: number | 'next' | undefined;
  /** Whether every node may send to every node, including itself, without edges; false by default. */
  readonly complete?: boolean | undefined;
}

/**
 * Declares a simproc and the type of its payloads.
 *
 * @example
 * export const supply = simproc<Delivery>('supply', { minimumDelay: 1 });
 * export const answer = simproc<Answer>('answer', { minimumDelay: 'next' });
 */
export function simproc<Payload = unknown>(
  name: string,
  { minimumDelay = 0, complete = false }: SimprocOptions = {},
): Simproc<Payload> {
  return Object.freeze({ name, minimumDelay: minimumDelay === 'next' ? LEAST_DELAY : minimumDelay, complete });
}

export function simprocName(ref: SimprocRef<never>): string {
  return typeof ref === 'string' ? ref : ref.name;
}
