import type { Agenda } from './agenda.js';
import { Wait } from './wait.js';

/** The passing of time. */
export class Hold extends Wait<void> {
  constructor(
    agenda: Agenda,
    private readonly until: number,
  ) {
    super(agenda);
    this.comesAt(until, undefined);
  }

  get text(): string {
    return `epoch ${this.until}`;
  }

  protected override giveBack(): void {
    this.agenda.remove(this);
  }
}
