import type { ActivationContext, EventBatch, Handler } from '@disco-engine/kernel';
import type { Agenda } from './agenda.js';
import type { Mailbox } from './mailbox.js';

/** Key under which a node keeps the agenda of its processes; not one of its fields. */
const AGENDA = Symbol('agenda of the processes');
/** Key under which it keeps the mailboxes of its processes, by simproc. */
const MAILBOXES = Symbol('mailboxes of the processes');

interface HasAgenda {
  readonly [AGENDA]: Agenda;
  readonly [MAILBOXES]: ReadonlyMap<number, Mailbox<unknown>>;
}

export function keepAgenda(node: object, agenda: Agenda, mailboxes: ReadonlyMap<number, Mailbox<unknown>>): void {
  Object.defineProperty(node, AGENDA, { value: agenda });
  Object.defineProperty(node, MAILBOXES, { value: mailboxes });
}

/** The agenda of a node's processes; undefined for a node without processes. */
export function agendaOf(node: object): Agenda | undefined {
  return (node as Partial<HasAgenda>)[AGENDA];
}

/** What each process of a node waits for, in words, in order of starting; empty for a node without processes. */
export function waitingProcesses(node: object): readonly WaitingProcess[] {
  return (agendaOf(node)?.alive ?? []).map(({ name, number, waitsFor = 'its first step' }) => ({
    name,
    number,
    waitsFor,
  }));
}

/** Calls `tell` for each interruption of a process of a node. Replaces an earlier watcher. */
export function watchInterruptions(node: object, tell: (interruption: Interruption) => void): void {
  const agenda = agendaOf(node);
  if (agenda === undefined) return;
  agenda.onInterruption = ({ name, number }, waitsFor = 'its first step', cause) =>
    tell({ name, number, waitsFor, cause });
}

/** A process that is about to leave its wait. */
export interface Interruption extends WaitingProcess {
  /** The argument of `interrupt`, or a `Preempted` if a unit of a resource was taken away. */
  readonly cause: unknown;
}

/** A process that has not ended. */
export interface WaitingProcess {
  readonly name: string;
  /** Counts the starts at its node, from 1. */
  readonly number: number;
  /** For example `a unit of 'operators', held by 'repair #2'`. */
  readonly waitsFor: string;
}

/** The handler of the port in which processes run: first the node's method, if it has one, then everything that is due. */
export function steppingProcesses(handler: Handler | undefined): Handler {
  return function (this: HasAgenda, batch: EventBatch, context: ActivationContext): void {
    handler?.call(this as never, batch, context);
    this[AGENDA].run();
  } as Handler;
}

/** The handler of another port of such a node; afterwards it schedules the processes that can continue. */
export function settlingProcesses(handler: Handler | undefined): Handler | undefined {
  return (
    handler &&
    (function (this: HasAgenda, batch: EventBatch, context: ActivationContext): void {
      handler.call(this as never, batch, context);
      this[AGENDA].settle();
    } as Handler)
  );
}

/**
 * The handler of a port whose events the processes receive: first the node's method, if it has one, then the waiting processes.
 */
export function receivingProcesses(handler: Handler | undefined, simproc: number): Handler {
  return function (this: HasAgenda, batch: EventBatch, context: ActivationContext): void {
    handler?.call(this as never, batch, context);
    if (batch.size > 0) this[MAILBOXES].get(simproc)?.deliver(batch);
  } as Handler;
}
