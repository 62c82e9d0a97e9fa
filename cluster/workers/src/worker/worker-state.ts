/**
 * Where a worker is in its life:
 *
 * - `CREATED`: made, and not ready for commands.
 * - `AVAILABLE`: waits for a run.
 * - `RESERVED`: belongs to a run, and tells the others where it listens.
 * - `INITIALIZING`: makes its nodes and joins the others.
 * - `READY`: has everything, and steps nothing: before the start, and when its part has reached the horizon.
 * - `ACTIVE`: steps.
 * - `PAUSED`: was stopped between two activations, and can go on.
 * - `TERMINATED`: gives back what the run had; `AVAILABLE` follows.
 * - `EXITED`: ended in order.
 * - `BROKEN`: cannot go on; the transition says why.
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

/** For each command, the states in which a worker takes it. A worker that has left a run before it was told to is no error. */
export const STATES_FOR = {
  open: ['CREATED'],
  reserve: ['AVAILABLE'],
  initialize: ['RESERVED'],
  start: ['READY'],
  pause: ['ACTIVE', 'READY'],
  align: ['PAUSED'],
  resume: ['PAUSED'],
  collect: ['READY', 'PAUSED'],
  report: ['READY', 'PAUSED'],
  log: ['READY', 'PAUSED'],
  terminate: ['RESERVED', 'INITIALIZING', 'READY', 'ACTIVE', 'PAUSED', 'TERMINATED', 'AVAILABLE'],
  exit: [
    'CREATED',
    'AVAILABLE',
    'RESERVED',
    'INITIALIZING',
    'READY',
    'ACTIVE',
    'PAUSED',
    'TERMINATED',
    'EXITED',
    'BROKEN',
  ],
  state: [
    'CREATED',
    'AVAILABLE',
    'RESERVED',
    'INITIALIZING',
    'READY',
    'ACTIVE',
    'PAUSED',
    'TERMINATED',
    'EXITED',
    'BROKEN',
  ],
} as const satisfies Readonly<Record<string, readonly (keyof typeof NEXT_STATES)[]>>;

export type CommandName = keyof typeof STATES_FOR;

/** The states in which a worker takes messages of the others. */
export const INGRESS_STATES: readonly WorkerState[] = ['READY', 'ACTIVE', 'PAUSED'];

/** A change of state, told after the fact. */
export interface Transition {
  readonly from: WorkerState;
  readonly to: WorkerState;
  /** Why, where a command does not say it all: what broke the worker, or ended its run. */
  readonly reason?: string | undefined;
}
