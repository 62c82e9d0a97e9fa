import type { Agenda, AgendaProcess } from './agenda.js';
import { Serving } from './serving.js';
import type { Task } from './task.js';
import { Wait } from './wait.js';

/** A unit of a resource, held by a process or a handler. */
export interface Unit {
  /** The epoch at which it was granted. */
  readonly since: number;
  /** False once it has been released or taken away. */
  readonly isHeld: boolean;
  /** Gives the unit back. Does nothing if it was already released or taken away. */
  release(): void;
}

/** The part of a resource that a unit sees. */
export interface UnitOwner {
  readonly name: string;
  /** Names the current holders, for messages about those that wait. */
  readonly holdersText: string;
  /** Whether a request is waiting that may get the released unit. */
  readonly isAwaited: boolean;
  release(acquisition: Acquisition): void;
  /** Serves waiting requests as long as units are free. */
  served(): void;
  withdraw(acquisition: Acquisition): void;
}

/** The user of a unit, notified when the unit is taken away. */
export interface UnitUser {
  taken(turn: Acquisition): void;
}

/** Requested, not granted yet. */
const ASKED = 0;
const HELD = 1;
/** Released; its agenda entry will serve the next request. */
const SERVING = 2;
/** Released or taken away. */
const GONE = 3;

/** @internal The wait for a unit, and then the unit itself. */
export class Acquisition extends Wait<Unit | undefined> implements Unit {
  readonly resource: UnitOwner;
  readonly priority: number;
  readonly preempts: boolean;
  /** The process that asked; undefined for a handler. */
  readonly by: AgendaProcess | undefined;
  /** If set, it is notified when the unit is taken away, and the process is not interrupted. */
  readonly user: UnitUser | undefined;
  /** The epoch of the request; once granted, the epoch of the grant. */
  since: number;
  private readonly number: number;
  private standing: number;
  private end: Task | undefined;

  /**
   * @param number of the request, in order of asking
   * @param by process that asks; undefined for a handler
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
    // Nobody is waiting: the unit is simply free for the next request.
    if (!this.resource.isAwaited) return;
    // The next holder is chosen after everything that is already due.
    if (this.isPending) return this.agenda.add(new Serving(() => this.resource.served()));
    this.standing = SERVING;
    this.agenda.add(this);
  }

  /** Grants the unit to this request. */
  hold(): void {
    this.standing = HELD;
    this.since = this.agenda.epoch;
  }

  /** Takes the unit away. */
  take(): void {
    this.standing = GONE;
  }

  isBefore(other: Acquisition): boolean {
    return this.priority < other.priority || (this.priority === other.priority && this.number < other.number);
  }

  /** Gives up after `patience`. */
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
