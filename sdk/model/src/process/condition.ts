import type { Agenda } from './agenda.js';
import { Wait } from './wait.js';

/** Something that comes to hold. */
export class Condition extends Wait<void> {
  constructor(agenda: Agenda, holds: () => boolean) {
    super(agenda);
    if (holds()) this.succeed();
    else agenda.watch(holds, this);
  }

  get text(): string {
    return 'a condition';
  }

  protected override withdraw(): void {
    this.agenda.unwatch(this);
  }
}
