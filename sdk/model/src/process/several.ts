import type { Agenda } from './agenda.js';
import { Wait, type Waiter } from './wait.js';

/** The values of several waits, in order. */
export type ValuesOf<Waits extends readonly Wait<unknown>[]> = {
  [At in keyof Waits]: Waits[At] extends Wait<infer Value> ? Value : never;
};

/** Base of the waits for the first, or for all, of several waits. */
abstract class Several<Value> extends Wait<Value> implements Waiter {
  /** @internal */
  readonly mayLeaveLater = true;

  constructor(
    agenda: Agenda,
    protected readonly waits: readonly Wait<unknown>[],
  ) {
    super(agenda);
    for (const wait of waits) wait.isUsed = true;
  }

  /** Takes those that are already done, and joins the rest. */
  protected begin(): void {
    for (const wait of this.waits) {
      if (wait.isDone) {
        wait.keep();
        this.reached(wait);
      } else wait.join(this);
    }
  }

  abstract reached(wait: Wait<unknown>): void;

  /** Whatever the waits have been granted so far goes back too. */
  protected override withdraw(): void {
    for (const wait of this.waits) wait.leave(this);
  }

  protected override giveBack(): void {
    this.revoke();
    this.withdraw();
  }
}

/** Waits for the first of several; the value is the set of those that are done. */
export class FirstOf<Waits extends readonly Wait<unknown>[]> extends Several<ReadonlySet<Waits[number]>> {
  readonly #come = new Set<Waits[number]>();

  constructor(agenda: Agenda, waits: Waits) {
    super(agenda, waits);
    if (waits.length === 0) this.succeed(this.#come);
    else this.begin();
  }

  get text(): string {
    return `the first of: ${this.waits.map(({ text }) => text).join(', ')}`;
  }

  reached(): void {
    if (!this.hasCome) this.succeed(this.#come);
  }

  protected override passed(): void {
    for (const wait of this.waits) {
      if (wait.isDone || wait.isFinal) this.#come.add(wait);
      else wait.leave(this);
    }
  }
}

/** Waits for all of several; the value has their values, in order. */
export class AllOf<Waits extends readonly Wait<unknown>[]> extends Several<ValuesOf<Waits>> {
  #missing: number;

  constructor(agenda: Agenda, waits: Waits) {
    super(agenda, waits);
    this.#missing = waits.length;
    if (waits.length === 0) this.succeed([] as unknown as ValuesOf<Waits>);
    else this.begin();
  }

  get text(): string {
    return `all of: ${this.waits.map(({ text }) => text).join(', ')}`;
  }

  reached(): void {
    this.#missing -= 1;
    if (this.#missing === 0) this.succeed(this.waits.map(({ value }) => value) as unknown as ValuesOf<Waits>);
  }
}
