import type { Acquisition } from './acquisition.js';
import type { Agenda } from './agenda.js';
import { Wait, type Waiter } from './wait.js';

/** The part of a resource that a use sees. */
export interface UsedResource {
  readonly name: string;
  /** @returns a new request for a use whose unit was taken away */
  askAgain(use: Use, turn: Acquisition): Acquisition;
}

/** Holds a unit for a total time, however often the unit is taken away meanwhile. */
export class Use extends Wait<void> implements Waiter {
  /** The unit that it waits for, or holds. */
  private turn: Acquisition | undefined;
  private left: number;
  /** While it holds a unit: when its time is up. */
  private until: number;

  constructor(
    agenda: Agenda,
    private readonly resource: UsedResource,
    duration: number,
  ) {
    super(agenda);
    this.turn = undefined;
    this.left = duration;
    this.until = NaN;
  }

  get text(): string {
    return this.hasCome
      ? `the end of its use of '${this.resource.name}' at epoch ${this.until}`
      : (this.turn?.text ?? '');
  }

  /** Joins the request that was made on its behalf. */
  begin(turn: Acquisition): void {
    this.turn = turn;
    turn.join(this);
  }

  /** @internal Its unit was granted. */
  reached(): void {
    this.until = this.agenda.epoch + this.left;
    this.comesAt(this.until, undefined);
  }

  /** Its unit was taken away for a more urgent request. */
  taken(turn: Acquisition): void {
    const { agenda } = this;
    if (this.hasCome) {
      // Its time was up at this epoch anyway; it continues when its turn comes.
      if (this.until <= agenda.epoch) return;
      this.left = this.until - agenda.epoch;
      agenda.remove(this);
      this.reopen();
    } else agenda.remove(turn);
    this.begin(this.resource.askAgain(this, turn));
  }

  protected override passed(): void {
    this.turn?.release();
  }

  protected override withdraw(): void {
    this.turn?.leave(this);
  }

  protected override giveBack(): void {
    if (this.isDone) return;
    this.revoke();
    this.turn?.release();
  }
}
