import type { AgendaProcess } from './agenda.js';

/** The cause of `Interrupted` where a unit of a resource was taken away for a more urgent one. */
export class Preempted {
  /** @internal */
  constructor(
    /** Name of the resource. */
    readonly resource: string,
    /** The process that has the unit now; undefined where a handler asked for it. */
    readonly by: AgendaProcess | undefined,
    /** When the unit was got that was taken away. */
    readonly since: number,
  ) {}
}
