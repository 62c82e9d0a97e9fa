import type { Agenda } from './agenda.js';
import { Wait } from './wait.js';

/** Something that happens once, such as a film that is sold out. Whoever waits for it afterwards goes on at once. */
export class Happening<Value = void> extends Wait<Value> {
  /** @internal Made by `Processes.happening`. */
  constructor(
    agenda: Agenda,
    readonly name: string,
  ) {
    super(agenda);
    // Nobody needs to wait for it.
    this.isUsed = true;
  }

  get text(): string {
    return `'${this.name}'`;
  }

  /** Lets it happen; all who wait go on at this epoch. Only the first call counts. */
  happen(value: Value): void {
    if (!this.hasCome) this.succeed(value);
  }

  protected override withdraw(): void {
    this.reopen();
  }
}
