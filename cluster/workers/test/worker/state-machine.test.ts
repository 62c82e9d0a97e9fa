import { describe, expect, it } from 'vitest';
import { StateMachine } from '../../src/worker/state-machine.js';
import { NEXT_STATES, STATES_FOR, type CommandName, type WorkerState } from '../../src/worker/worker-state.js';

const STATES = Object.keys(NEXT_STATES) as WorkerState[];
const COMMANDS = Object.keys(STATES_FOR) as CommandName[];

/** A legal path from CREATED to each state. */
const WAYS: Readonly<Record<WorkerState, readonly WorkerState[]>> = {
  CREATED: [],
  AVAILABLE: ['AVAILABLE'],
  RESERVED: ['AVAILABLE', 'RESERVED'],
  INITIALIZING: ['AVAILABLE', 'RESERVED', 'INITIALIZING'],
  READY: ['AVAILABLE', 'RESERVED', 'INITIALIZING', 'READY'],
  ACTIVE: ['AVAILABLE', 'RESERVED', 'INITIALIZING', 'READY', 'ACTIVE'],
  PAUSED: ['AVAILABLE', 'RESERVED', 'INITIALIZING', 'READY', 'ACTIVE', 'PAUSED'],
  TERMINATED: ['AVAILABLE', 'RESERVED', 'TERMINATED'],
  EXITED: ['EXITED'],
  BROKEN: ['AVAILABLE', 'BROKEN'],
};

/** Written out again, so that a mistake in the table is noticed. */
const LEGAL = new Set([
  'CREATED AVAILABLE',
  'CREATED EXITED',
  'CREATED BROKEN',
  'AVAILABLE RESERVED',
  'AVAILABLE EXITED',
  'AVAILABLE BROKEN',
  'RESERVED INITIALIZING',
  'RESERVED TERMINATED',
  'INITIALIZING READY',
  'INITIALIZING TERMINATED',
  'READY ACTIVE',
  'READY PAUSED',
  'READY TERMINATED',
  'ACTIVE READY',
  'ACTIVE PAUSED',
  'ACTIVE TERMINATED',
  'PAUSED ACTIVE',
  'PAUSED TERMINATED',
  'TERMINATED AVAILABLE',
  'TERMINATED BROKEN',
  'BROKEN EXITED',
]);

function machineIn(state: WorkerState): StateMachine {
  const machine = new StateMachine();
  for (const step of WAYS[state]) machine.enter(step, 'test');
  return machine;
}

const pairs = STATES.flatMap((from) => STATES.map((to) => [from, to] as const));

describe('the states of a worker', () => {
  it.each(pairs.filter(([from, to]) => LEGAL.has(`${from} ${to}`)))('lead from %s to %s, and report it', (from, to) => {
    const machine = machineIn(from);
    const told: unknown[] = [];
    machine.transitions.subscribe((transition) => told.push({ ...transition, now: machine.state }));
    machine.enter(to, 'test', 'a reason');
    expect(told).toEqual([{ from, to, reason: 'a reason', now: to }]);
  });

  it.each(pairs.filter(([from, to]) => !LEGAL.has(`${from} ${to}`)))('do not lead from %s to %s', (from, to) => {
    const machine = machineIn(from);
    machine.transitions.subscribe(() => expect.fail('a transition was reported that did not happen'));
    expect(() => machine.enter(to, 'start')).toThrow(
      expect.objectContaining({
        code: 'WORKER_STATE_WRONG',
        message: expect.stringMatching(new RegExp(`${from}.* ${to} .*'start'`)) as string,
      }),
    );
    expect(machine.state).toBe(from);
  });

  it.each(COMMANDS.flatMap((command) => STATES.map((state) => [command, state] as const)))(
    'accept the command %s in %s, or refuse it by name',
    (command, state) => {
      const legal = (STATES_FOR[command] as readonly WorkerState[]).includes(state);
      const machine = machineIn(state);
      if (legal) return expect(() => machine.require(command)).not.toThrow();
      expect(() => machine.require(command)).toThrow(
        expect.objectContaining({
          code: 'WORKER_STATE_WRONG',
          message: expect.stringMatching(new RegExp(`${state}.*'${command}'.*${STATES_FOR[command][0]}`)) as string,
        }),
      );
    },
  );
});
