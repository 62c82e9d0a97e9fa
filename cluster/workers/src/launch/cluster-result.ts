import { entryAt } from '@disco-engine/kernel';
import { combineDigests } from '@disco-engine/sdk';
import type { PartReport } from '../worker/run-part.js';
import type { RunCrew } from './crew.js';
import type { LogResult } from './run-log.js';
import type { ClusterResult } from './start-options.js';

/** Combines the workers' reports, which are indexed by worker. */
export function clusterResult(
  crew: RunCrew,
  reports: readonly PartReport[],
  log: LogResult | undefined,
): ClusterResult {
  const { handles } = crew;
  return {
    digest: combineDigests(reports.map(({ digestPart }) => digestPart)),
    activations: reports.reduce((sum, { activations }) => sum + activations, 0),
    events: reports.reduce((sum, { events }) => sum + events, 0),
    epoch: Math.max(...reports.map(({ epoch }) => epoch)),
    log,
    perWorker: reports.map(({ epoch, activations, events, nodes, exchange }, worker) => ({
      worker,
      host: entryAt(handles, worker).hostName,
      nodes,
      epoch,
      activations,
      events,
      transports: handles
        .filter((other) => other.worker !== worker)
        .map((other) => ({ worker: other.worker, transport: crew.transportBetween(worker, other.worker) })),
      exchange,
    })),
  };
}
