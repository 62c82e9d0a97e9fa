import { DiscoError, shownValue, type ReceivedEvent } from '@disco-engine/kernel';
import type { Agenda, AgendaProcess } from './agenda.js';
import { failedLook } from './failed-look.js';
import { Serving } from './serving.js';
import type { Task } from './task.js';
import { Wait } from './wait.js';

/** Options of the wait for an event. */
export interface EventOptions<Payload> {
  /** How long it waits; forever by default. An event that arrives exactly at the deadline is in time. */
  readonly patience?: number | undefined;
  /** Which events it accepts; all by default. */
  readonly where?: ((event: ReceivedEvent<Payload>) => boolean) | undefined;
}

/** Waits for events of one simproc. */
export interface EventQueue<Payload> {
  /** Name of the simproc. */
  readonly simproc: string;
  remove(wait: EventWait<Payload>): void;
}

/** The wait for the next event of a simproc. */
export class EventWait<Payload> extends Wait<ReceivedEvent<Payload> | undefined> {
  /** The waiting process; undefined for a handler. */
  private readonly by: AgendaProcess | undefined;
  private readonly where: ((event: ReceivedEvent<Payload>) => boolean) | undefined;
  private end: Task | undefined;

  /** @throws DiscoError `ARGUMENT_INVALID` if the patience is negative */
  constructor(
    agenda: Agenda,
    private readonly mailbox: EventQueue<Payload>,
    { patience = Infinity, where }: EventOptions<Payload>,
  ) {
    super(agenda);
    this.by = agenda.active;
    this.where = where;
    this.end = undefined;
    if (!(typeof patience === 'number' && patience >= 0)) {
      const { node, epoch } = agenda.host;
      const message = `the wait for ${this.text} of node '${node}' was given a patience of ${shownValue(patience)}; give a number of at least 0`;
      throw new DiscoError('ARGUMENT_INVALID', message, { node, epoch });
    }
    if (patience < Infinity) this.limit(patience);
  }

  get text(): string {
    return `an event of '${this.mailbox.simproc}'`;
  }

  /** Receiving an event does not consume it. */
  override get isFinal(): boolean {
    return this.hasCome;
  }

  /** @throws DiscoError `PROCESS_FAILED` if the author's function throws */
  fits(event: ReceivedEvent<Payload>): boolean {
    const { where } = this;
    try {
      return where === undefined || where(event);
    } catch (error) {
      throw failedLook(this.agenda, this.by, `the filter of its wait for ${this.text}`, error);
    }
  }

  protected override passed(): void {
    if (this.end !== undefined) this.agenda.remove(this.end);
  }

  protected override withdraw(): void {
    this.passed();
    this.mailbox.remove(this);
  }

  protected override giveBack(): void {
    if (!this.isDone) this.confirm();
  }

  private limit(patience: number): void {
    const { agenda, mailbox } = this;
    this.end = new Serving(() => {
      if (this.hasCome) return;
      mailbox.remove(this);
      this.succeed(undefined);
    });
    agenda.addAt(this.end, agenda.epoch + patience);
  }
}
