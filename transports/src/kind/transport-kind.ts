import type { Transport } from '@disco-engine/kernel';
import type { Schemes } from '../security/address.js';

/**
 * Where workers on one machine live: as objects on the calling thread, on threads of its process, or in separate
 * processes.
 */
export type HostKind = 'objects' | 'threads' | 'processes';

/**
 * Everything the engine knows about one transport: its name, which workers it connects, and how to set it up. `Cluster`, `disco`,
 * the test kit and the benchmarks find each transport through such an object, so a new one is described here and nowhere else.
 *
 * The object itself is light. Import the code that does the work inside `make`, so that naming a transport loads none of it.
 *
 * @typeParam Plan what one worker needs to join a run: plain data, because it may be sent to another thread or process
 *
 * @example
 * export const transport = defineTransport({
 *   name: 'pipe',
 *   hosts: ['threads'],
 *   prepare: ({ workers }) => ({ plans: pipesBetween(workers) }),
 *   make: (plan) => new PipeTransport(plan),
 * });
 */
export interface TransportKind<Plan extends object = object> {
  /** As in options, flags and errors: `ws`. */
  readonly name: string;
  /** The hosts whose workers it can connect, the default first. */
  readonly hosts: readonly [HostKind, ...HostKind[]];
  /**
   * The URL schemes of its addresses, if a worker can listen for peers on other machines. `make` then also takes the
   * `SessionTransportOptions` of a worker that was started with `disco worker`.
   */
  readonly schemes?: Schemes | undefined;
  /** Whether its workers meet in a folder, as Unix sockets do. The launcher creates one that only the user may enter. */
  readonly needsFolder?: boolean | undefined;
  /**
   * URL of the module that exports this object as `transport`, usually `import.meta.url`. Workers on threads and in processes import it.
   * Registered transports need none.
   */
  readonly module?: string | undefined;
  /** Sets up one run. Called once per run, by the launcher. */
  prepare(launch: TransportLaunch): Preparation<Plan> | Promise<Preparation<Plan>>;
  /** Creates the transport of one worker. Called by that worker, where it lives. */
  make(plan: Plan, limits?: RunLimits): Transport | Promise<Transport>;
}

/** The run that a transport is prepared for. */
export interface TransportLaunch {
  readonly workers: number;
  /** Number of the run. One folder may serve several runs, each with its own number. */
  readonly run: number;
  /** Where to put sockets, if the kind needs a folder; empty otherwise. */
  readonly folder: string;
}

/** What `prepare` set up. */
export interface Preparation<Plan extends object = object> {
  /** One per worker. */
  readonly plans: readonly Plan[];
  /** Frees what the launcher holds for the run. Called once all workers have joined, or the run has failed to start. */
  release?(): void | Promise<void>;
}

/** How long a transport waits during a run, in milliseconds; a transport without such limits ignores them. */
export interface RunLimits {
  readonly openWithin?: number;
  readonly lostAfter?: number;
  readonly closeWithin?: number;
}

/** Declares a transport. Returns its argument, with the name and the type of the plans inferred. */
export function defineTransport<const Name extends string, Plan extends object>(
  kind: TransportKind<Plan> & { readonly name: Name },
): TransportKind<Plan> & { readonly name: Name } {
  return kind;
}
