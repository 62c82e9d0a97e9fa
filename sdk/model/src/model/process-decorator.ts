import { Processes } from '../process/processes.js';
import type { RunningProcess, Steps } from '../process/running-process.js';
import type { MethodDecoratorFor } from './method-decorators.js';
import { methodRecords } from './records.js';
import { simprocName, type SimprocRef } from './simproc.js';

/** A process that was started; see `RunningProcess`. */
export type Process<Value = void> = RunningProcess<Value>;

/** Options of `Process`. */
export interface ProcessOptions {
  /** Layers that the process sends on, along their edges; the layer of the port in which processes run is implied. */
  readonly sends?: readonly SimprocRef<never>[];
  /** Simprocs whose events the processes of the node receive, by `Processes.event` and `Processes.inbox`. */
  readonly receives?: readonly SimprocRef<never>[];
}

/**
 * Runs a generator method as a process from epoch 0 on. It waits with `yield*` on the waits of `Processes`.
 *
 * @example
 * @Process({ sends: [delivery] }) *work(): Steps {
 *   for (;;) {
 *     const job = yield* this.jobs.get();
 *     yield* this.processes.hold(job.time);
 *     this.next.send(0, job);
 *   }
 * }
 */
export function Process({ sends = [], receives = [] }: ProcessOptions = {}): MethodDecoratorFor<() => Steps<unknown>> {
  return (target, method) => {
    methodRecords(target).processes.push({
      method,
      sends: sends.map(simprocName),
      receives: receives.map(simprocName),
      support: Processes.processSupport,
    });
  };
}
