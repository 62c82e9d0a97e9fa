import type { Agenda } from './agenda.js';
import { Wait } from './wait.js';

/** The passing of time. */
export class Hold extends Wait<void> {
  constructor(agenda: Agenda, until: number) {
    super(agenda);
    this.comesAt(until, undefined);
  }

  get text(): string {
    // Kept by the agenda alone: there is one of this for each process that holds.
    return `epoch ${this.agenda.dueAt(this)}`;
  }

  protected override giveBack(): void {
    this.agenda.remove(this);
  }
}
