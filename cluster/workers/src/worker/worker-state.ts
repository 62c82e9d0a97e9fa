/**
 * The states in a worker's life:
 *
 * - `CREATED`: not ready for commands yet.
 * - `AVAILABLE`: waits for a run.
 * - `RESERVED`: belongs to a run, and has told the others where it listens.
 * - `INITIALIZING`: creates its nodes and joins the others.
 * - `READY`: complete but not stepping: before the start, and when its part has reached the horizon.
 * - `ACTIVE`: steps.
 * - `PAUSED`: stopped between two activations, and can continue.
 * - `TERMINATED`: releases the resources of the run; `AVAILABLE` follows.
 * - `EXITED`: ended in an orderly way.
 * - `BROKEN`: cannot continue; the transition says why.
 */
export type WorkerState = keyof typeof NEXT_STATES;

/** Every legal transition. */
export const NEXT_STATES = {
  CREATED: ['AVAILABLE', 'EXITED', 'BROKEN'],
  AVAILABLE: ['RESERVED', 'EXITED', 'BROKEN'],
  RESERVED: ['INITIALIZING', 'TERMINATED'],
  INITIALIZING: ['READY', 'TERMINATED'],
  READY: ['ACTIVE', 'PAUSED', 'TERMINATED'],
  ACTIVE: ['READY', 'PAUSED', 'TERMINATED'],
  PAUSED: ['ACTIVE', 'TERMINATED'],
  TERMINATED: ['AVAILABLE', 'BROKEN'],
  EXITED: [],
  BROKEN: ['EXITED'],
} as const;

/** All states, in the order of a worker's life. */
export const WORKER_STATES = Object.keys(NEXT_STATES) as readonly WorkerState[];

/**
 * For each command, the states in which a worker accepts it. If a worker has left a run before it was told to, that is
 * not an error.
 */
export const STATES_FOR = {
  open: ['CREATED'],
  reserve: ['AVAILABLE'],
  initialize: ['RESERVED'],
  start: ['READY'],
  pause: ['ACTIVE', 'READY'],
  align: ['PAUSED'],
  resume: ['PAUSED'],
  collect: ['READY', 'PAUSED'],
  look: ['READY', 'ACTIVE', 'PAUSED'],
  report: ['READY', 'PAUSED'],
  log: ['READY', 'PAUSED'],
  terminate: ['RESERVED', 'INITIALIZING', 'READY', 'ACTIVE', 'PAUSED', 'TERMINATED', 'AVAILABLE'],
  exit: WORKER_STATES,
  state: WORKER_STATES,
} as const satisfies Readonly<Record<string, readonly (keyof typeof NEXT_STATES)[]>>;

export type CommandName = keyof typeof STATES_FOR;

/** The states in which a worker accepts messages from others. */
export const INGRESS_STATES: readonly WorkerState[] = ['READY', 'ACTIVE', 'PAUSED'];

/** A change of state, reported after the fact. */
export interface Transition {
  readonly from: WorkerState;
  readonly to: WorkerState;
  /** The reason, if the command alone does not explain it: what broke the worker, or ended its run. */
  readonly reason?: string | undefined;
}
