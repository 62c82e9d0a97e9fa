import type { Agenda } from '../process/agenda.js';
import type { Unit } from '../process/acquisition.js';
import { Wait } from '../process/wait.js';

/** The wait of a process for a unit of a shared resource. */
export class ClaimWait extends Wait<Unit | undefined> {
  readonly #claim: Unit;

  /** @param ask requests a unit and calls `answer` with the outcome */
  constructor(
    agenda: Agenda,
    readonly text: string,
    ask: (answer: (unit: Unit | undefined) => void) => Unit,
  ) {
    super(agenda);
    this.#claim = ask((unit) => this.succeed(unit));
  }

  protected override withdraw(): void {
    this.#claim.release();
  }

  protected override giveBack(): void {
    this.revoke();
    this.#claim.release();
  }
}
