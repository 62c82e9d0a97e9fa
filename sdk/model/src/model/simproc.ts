import { LEAST_DELAY } from '@disco-engine/kernel';

/**
 * A simulation process of a model, and the layer of the graph that belongs to it. `Payload` is what its events carry; it
 * types every handler, send and batch that names this object.
 */
export interface Simproc<Payload = unknown> {
  readonly name: string;
  /**
   * Simulated time that every event on this layer takes at least; finite, at least 0. Where it was declared as `next`, the least double
   * above 0.
   */
  readonly minimumDelay: number;
  /** Whether each node may send to each, itself included, without edges. */
  readonly complete: boolean;
  /** Never there; it makes simprocs of different payloads different types. */
  readonly accepts?: (payload: Payload) => void;
}

/** A simproc by its object, typed, or by its name. */
export type SimprocRef<Payload = unknown> = Simproc<Payload> | string;

/** What a simproc has beyond its name. */
export interface SimprocOptions {
  /**
   * In units of simulated time, finite, at least 0, which is the default. `'next'` is the least delay: an event arrives at the next
   * double after now, or later. That is enough for links that lead up or round in a circle, such as a question and its answer.
   */
  readonly minimumDelay?: number | 'next' | undefined;
  /** Whether each node may send to each, itself included, without edges; false by default. */
  readonly complete?: boolean | undefined;
}

/**
 * Declares a simproc with the type of its payloads.
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
