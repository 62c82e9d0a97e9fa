import { asyncScheduler, map, merge, throttleTime, type Observable } from 'rxjs';
import type { ManagedRun } from './managed-run.js';

/** One server-sent event. */
export interface ServerEvent {
  readonly event: string;
  readonly data: unknown;
}

/**
 * The events of a running simulation for a client: `progress` with its summary and, if a node is given, `activation` with
 * activations of that node. At most the first and the last of each in every interval, because a run makes far more activations
 * than a client can read.
 *
 * @param every interval in milliseconds
 */
export function runEvents(run: ManagedRun, node: string | undefined, every: number): Observable<ServerEvent> {
  const seldom = <T>() => throttleTime<T>(every, asyncScheduler, { leading: true, trailing: true });
  const progress = run.changes.pipe(
    seldom(),
    map(() => ({ event: 'progress', data: run.summary() })),
  );
  if (node === undefined) return progress;
  const activations = run.activationsOf(node).pipe(
    seldom(),
    map((activation) => ({ event: 'activation', data: activation })),
  );
  return merge(progress, activations);
}
