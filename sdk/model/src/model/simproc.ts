/**
 * A simulation process of a model, and the layer of the graph that belongs to it. `Payload` is what its events carry; it
 * types every handler, send and batch that names this object.
 */
export interface Simproc<Payload = unknown> {
  readonly name: string;
  /** Simulated time that every event on this layer takes at least; finite, at least 0. */
  readonly minimumDelay: number;
  /** Whether each node may send to each, itself included, without edges. */
  readonly complete: boolean;
  /** Never there; it makes simprocs of different payloads different types. */
  readonly accepts?: (payload: Payload) => void;
}

/** A simproc by its object, typed, or by its name. */
export type SimprocRef<Payload = unknown> = Simproc<Payload> | string;

/**
 * Declares a simproc with the type of its payloads.
 *
 * @example
 * export const supply = simproc<Delivery>('supply', { minimumDelay: 1 });
 */
export function simproc<Payload = unknown>(
  name: string,
  { minimumDelay = 0, complete = false }: { readonly minimumDelay?: number; readonly complete?: boolean } = {},
): Simproc<Payload> {
  return Object.freeze({ name, minimumDelay, complete });
}

export function simprocName(ref: SimprocRef<never>): string {
  return typeof ref === 'string' ? ref : ref.name;
}
