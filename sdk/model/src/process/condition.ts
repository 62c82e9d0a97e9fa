import type { Agenda, AgendaProcess } from './agenda.js';
import { failedLook } from './failed-look.js';
import { Wait } from './wait.js';

/** Waits until a condition holds. */
export class Condition extends Wait<void> {
  /** The waiting process; undefined for a handler. */
  private readonly by: AgendaProcess | undefined;

  constructor(
    agenda: Agenda,
    private readonly condition: () => boolean,
  ) {
    super(agenda);
    this.by = agenda.active;
    if (condition()) this.succeed();
    else agenda.watch(this);
  }

  get text(): string {
    return 'a condition';
  }

  /** @throws DiscoError `PROCESS_FAILED` if the author's function throws */
  holds(): boolean {
    try {
      return this.condition();
    } catch (error) {
      throw failedLook(this.agenda, this.by, 'the condition that it waits for', error);
    }
  }

  protected override withdraw(): void {
    this.agenda.unwatch(this);
  }
}
