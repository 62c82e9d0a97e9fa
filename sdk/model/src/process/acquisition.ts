import type { Agenda, AgendaProcess } from './agenda.js';
import { Serving } from './serving.js';
import type { Task } from './task.js';
import { Wait } from './wait.js';

/** A unit of a resource that somebody holds. */
export interface Unit {
  /** When it was got. */
  readonly since: number;
  /** Whether it was neither released nor taken away. */
  readonly isHeld: boolean;
  /** Gives it back; does nothing where it was given back, or taken away, before. */
  release(): void;
}

/** The resource of a unit, as far as the unit knows it. */
export interface UnitOwner {
  readonly name: string;
  /** Who holds the units, for those who wait. */
  readonly holdersText: string;
  /** Whether somebody waits who may get what is released. */
  readonly isAwaited: boolean;
  release(acquisition: Acquisition): void;
  /** Serves who waits, as far as there are units. */
  served(): void;
  withdraw(acquisition: Acquisition): void;
}

/** On whose behalf a unit is held, who is told where it is taken away. */
export interface UnitUser {
  taken(turn: Acquisition): void;
}

/** It is asked for. */
const ASKED = 0;
const HELD = 1;
/** It was given back, and in its place in the agenda who comes next is served. */
const SERVING = 2;
/** It was given back, or taken away. */
const GONE = 3;

/** @internal The wait for a unit, and then the unit. */
export class Acquisition extends Wait<Unit | undefined> implements Unit {
  readonly resource: UnitOwner;
  readonly priority: number;
  readonly preempts: boolean;
  /** Who asked; undefined where it was a handler. */
  readonly by: AgendaProcess | undefined;
  /** Who goes on without the process being interrupted where the unit is taken away. */
  readonly user: UnitUser | undefined;
  /** When it was asked for, and from then on when it was got. */
  since: number;
  private readonly number: number;
  private standing: number;
  private end: Task | undefined;

  /**
   * @param number of asking
   * @param by who asked
   */
  constructor(
    agenda: Agenda,
    resource: UnitOwner,
    number: number,
    priority: number,
    preempts: boolean,
    by: AgendaProcess | undefined,
    user: UnitUser | undefined,
  ) {
    super(agenda);
    this.resource = resource;
    this.number = number;
    this.priority = priority;
    this.preempts = preempts;
    this.by = by;
    this.user = user;
    this.since = agenda.epoch;
    this.standing = ASKED;
    this.end = undefined;
  }

  get text(): string {
    return `a unit of '${this.resource.name}'${this.resource.holdersText}`;
  }

  get isHeld(): boolean {
    return this.standing === HELD;
  }

  release(): void {
    if (this.standing !== HELD) return;
    this.standing = GONE;
    this.resource.release(this);
    // Whoever asks later finds it free.
    if (!this.resource.isAwaited) return;
    // Who comes next is decided after all that is due already.
    if (this.isPending) return this.agenda.add(new Serving(() => this.resource.served()));
    this.standing = SERVING;
    this.agenda.add(this);
  }

  /** Gives it to who has asked. */
  hold(): void {
    this.standing = HELD;
    this.since = this.agenda.epoch;
  }

  /** Takes it away. */
  take(): void {
    this.standing = GONE;
  }

  isBefore(other: Acquisition): boolean {
    return this.priority < other.priority || (this.priority === other.priority && this.number < other.number);
  }

  /** Gives up after a while. */
  limit(patience: number): void {
    const { agenda } = this;
    this.end = new Serving(() => {
      if (this.hasCome) return;
      this.succeed(undefined);
      this.resource.withdraw(this);
    });
    agenda.addAt(this.end, agenda.epoch + patience);
  }

  override run(): void {
    if (this.standing !== SERVING) return super.run();
    this.standing = GONE;
    this.resource.served();
  }

  protected override passed(): void {
    if (this.end !== undefined) this.agenda.remove(this.end);
  }

  protected override withdraw(): void {
    this.passed();
    this.resource.withdraw(this);
  }

  protected override giveBack(): void {
    this.passed();
    this.revoke();
    this.release();
  }
}
