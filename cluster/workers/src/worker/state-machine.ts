import { DiscoError, ObservationPoint } from '@disco-engine/kernel';
import { NEXT_STATES, STATES_FOR, type CommandName, type Transition, type WorkerState } from './worker-state.js';

/** Keeps the state of one worker, and to the tables of legal commands and transitions. */
export class StateMachine {
  /** Every transition, after it has happened. */
  readonly transitions = new ObservationPoint<Transition>(() => {});
  #state: WorkerState = 'CREATED';

  get state(): WorkerState {
    return this.#state;
  }

  isIn(states: readonly WorkerState[]): boolean {
    return states.includes(this.#state);
  }

  /** @throws DiscoError `WORKER_STATE_WRONG` where the worker takes no such command now */
  require(command: CommandName): void {
    const states: readonly WorkerState[] = STATES_FOR[command];
    if (states.includes(this.#state)) return;
    throw new DiscoError(
      'WORKER_STATE_WRONG',
      `the worker is ${this.#state} and cannot take the command '${command}', which needs ${states.join(' or ')}`,
    );
  }

  /** @throws DiscoError `WORKER_STATE_WRONG` where no such transition is legal */
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
