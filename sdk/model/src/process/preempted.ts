import type { AgendaProcess } from './agenda.js';

/** The cause of `Interrupted` when a unit of a resource was taken away for a more urgent request. */
export class Preempted {
  /** @internal */
  constructor(
    /** Name of the resource. */
    readonly resource: string,
    /** The process that has the unit now; undefined if a handler asked for it. */
    readonly by: AgendaProcess | undefined,
    /** When the unit that was taken away had been granted. */
    readonly since: number,
  ) {}
}
