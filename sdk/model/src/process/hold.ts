import type { Agenda } from './agenda.js';
import { Wait, type Waiter } from './wait.js';

/** The passing of time. */
export class Hold extends Wait<void> {
  /** Until when it is, once it was left; else the agenda alone knows, as there is one of this for each process that holds. */
  declare private until?: number;

  constructor(agenda: Agenda, until: number) {
    super(agenda);
    this.comesAt(until, undefined);
  }

  get text(): string {
    return `epoch ${this.until ?? this.agenda.dueAt(this)}`;
  }

  /** @internal Whoever left it may wait for it again, as for the end of a shift. */
  override join(waiter: Waiter): void {
    super.join(waiter);
    if (!this.hasCome) this.comesAt(Math.max(this.until ?? 0, this.agenda.epoch), undefined);
  }

  protected override giveBack(): void {
    if (this.isDone) return;
    this.until = this.agenda.dueAt(this);
    this.agenda.remove(this);
    this.reopen();
  }
}
