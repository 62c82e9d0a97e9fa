import type { Agenda } from './agenda.js';
import { Wait, type Waiter } from './wait.js';

/** Waits for time to pass. */
export class Hold extends Wait<void> {
  /**
   * The end, stored only once the hold was left; until then only the agenda has it, as each holding process has one of these.
   */
  declare private until?: number;

  constructor(agenda: Agenda, until: number) {
    super(agenda);
    this.comesAt(until, undefined);
  }

  get text(): string {
    return `epoch ${this.until ?? this.agenda.dueAt(this)}`;
  }

  /** @internal A hold that was left may be waited for again, as for the end of a shift. */
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
