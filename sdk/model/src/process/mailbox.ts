import type { EventBatch, ReceivedEvent } from '@disco-engine/kernel';
import type { Agenda } from './agenda.js';
import type { EventQueue, EventWait } from './event-wait.js';
import { Serving } from './serving.js';
import type { Store } from './store.js';

/** Delivers the events of one simproc to the processes of a node: to those that wait for the next event, and to the inbox. */
export class Mailbox<Payload> implements EventQueue<Payload> {
  /** Keeps all events until they are taken; undefined unless a process or the constructor has asked for it. */
  inbox: Store<ReceivedEvent<Payload>> | undefined;
  private waits: EventWait<Payload>[] = [];

  constructor(
    private readonly agenda: Agenda,
    readonly simproc: string,
  ) {}

  add(wait: EventWait<Payload>): void {
    this.waits.push(wait);
  }

  remove(wait: EventWait<Payload>): void {
    const at = this.waits.indexOf(wait);
    if (at >= 0) this.waits.splice(at, 1);
  }

  /** Called in the activation that received the batch. */
  deliver(batch: EventBatch<Payload>): void {
    const { inbox } = this;
    if (inbox !== undefined) for (const event of batch) inbox.offer(event);
    if (this.waits.length > 0) this.tell([...batch], 0);
  }

  /**
   * Delivers events one after the other. After one has been received, the next one follows once no process can do any more: a
   * process that waits again at once misses none.
   */
  private tell(events: readonly ReceivedEvent<Payload>[], from: number): void {
    for (let at = from; at < events.length && this.waits.length > 0; at++) {
      if (!this.offer(events[at] as ReceivedEvent<Payload>)) continue;
      if (at + 1 < events.length) this.agenda.addLate(new Serving(() => this.tell(events, at + 1)));
      return;
    }
  }

  /** @returns whether any process received it */
  private offer(event: ReceivedEvent<Payload>): boolean {
    const come = this.waits.filter((wait) => wait.fits(event));
    if (come.length === 0) return false;
    this.waits = this.waits.filter((wait) => !come.includes(wait));
    for (const wait of come) wait.succeed(event);
    return true;
  }
}
