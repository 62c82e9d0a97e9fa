import type { Agenda } from './agenda.js';
import { Wait, type Waiter } from './wait.js';

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

  /** @internal Whoever left it may wait for it again, as for the end of a shift. */
  override join(waiter: Waiter): void {
    super.join(waiter);
    if (!this.hasCome) this.comesAt(Math.max(this.until, this.agenda.epoch), undefined);
  }

  protected override giveBack(): void {
    if (this.isDone) return;
    this.agenda.remove(this);
    this.reopen();
  }
}
