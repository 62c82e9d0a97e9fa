import { asyncScheduler, map, merge, throttleTime, type Observable } from 'rxjs';
import type { ManagedRun } from './managed-run.js';

/** One server-sent event. */
export interface ServerEvent {
  readonly event: string;
  readonly data: unknown;
}

/**
 * What a client is told of a run while it is under way: `progress` with its summary and, where a node is given, `activation`
 * with activations of that node. At most one of either in an interval, the first and the last of what happens in it: a run makes
 * far more activations than a client can read.
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
