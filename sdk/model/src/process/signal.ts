import type { Agenda } from './agenda.js';
import { Wait } from './wait.js';

/** A recurring occurrence, such as the ring of a bell. A process waits for the next time. */
export class Signal<Value = void> {
  #next: SignalWait<Value> | undefined;

  /** @internal Made by `Processes.signal`. */
  constructor(
    private readonly agenda: Agenda,
    readonly name: string,
  ) {}

  /** Makes all waiting processes continue at this epoch. */
  fire(value: Value): void {
    const next = this.#next;
    this.#next = undefined;
    next?.succeed(value);
  }

  /** Waits for the next time. */
  next(): Wait<Value> {
    return (this.#next ??= this.agenda.made(new SignalWait(this.agenda, this.name)));
  }
}

class SignalWait<Value> extends Wait<Value> {
  constructor(
    agenda: Agenda,
    private readonly name: string,
  ) {
    super(agenda);
  }

  get text(): string {
    return `signal '${this.name}'`;
  }

  protected override withdraw(): void {
    this.reopen();
  }
}
