import { DiscoError, ObservationPoint } from '@disco-engine/kernel';
import { NEXT_STATES, STATES_FOR, type CommandName, type Transition, type WorkerState } from './worker-state.js';

/** Holds the state of one worker, and enforces the tables of legal commands and transitions. */
export class StateMachine {
  /** Emits every transition after it has happened. */
  readonly transitions = new ObservationPoint<Transition>(() => {});
  #state: WorkerState = 'CREATED';

  get state(): WorkerState {
    return this.#state;
  }

  isIn(states: readonly WorkerState[]): boolean {
    return states.includes(this.#state);
  }

  /** @throws DiscoError `WORKER_STATE_WRONG` if the worker does not accept the command in its state */
  require(command: CommandName): void {
    const states: readonly WorkerState[] = STATES_FOR[command];
    if (states.includes(this.#state)) return;
    throw new DiscoError(
      'WORKER_STATE_WRONG',
      `the worker is ${this.#state} and cannot accept the command '${command}', which needs ${states.join(' or ')}`,
    );
  }

  /** @throws DiscoError `WORKER_STATE_WRONG` if the transition is not legal */
  enter(to: WorkerState, cause: string, reason?: string): void {
    const from = this.#state;
    const next: readonly WorkerState[] = NEXT_STATES[from];
    if (!next.includes(to)) {
      const legal = next.length === 0 ? 'nothing' : next.join(' or ');
      throw new DiscoError(
        'WORKER_STATE_WRONG',
        `the worker is ${from} and cannot become ${to} by '${cause}'; after ${from} comes ${legal}`,
      );
    }
    this.#state = to;
    this.transitions.emit(reason === undefined ? { from, to } : { from, to, reason });
  }
}
