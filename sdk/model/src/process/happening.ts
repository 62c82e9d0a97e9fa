import type { Agenda } from './agenda.js';
import { Wait } from './wait.js';

/** A one-time occurrence, such as a film selling out. A process that waits for it afterwards continues at once. */
export class Happening<Value = void> extends Wait<Value> {
  /** @internal Made by `Processes.happening`. */
  constructor(
    agenda: Agenda,
    readonly name: string,
  ) {
    super(agenda);
    // It need not be waited for.
    this.isUsed = true;
  }

  get text(): string {
    return `'${this.name}'`;
  }

  /** Makes it happen: all waiting processes continue at this epoch. Only the first call counts. */
  happen(value: Value): void {
    if (!this.hasCome) this.succeed(value);
  }

  protected override withdraw(): void {
    this.reopen();
  }
}
