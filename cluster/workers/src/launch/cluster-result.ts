import { entryAt } from '@disco-engine/kernel';
import { combineDigests } from '@disco-engine/sdk';
import type { WorkerHandle } from '../hosts/worker-handle.js';
import type { PartReport } from '../worker/run-part.js';
import type { LogResult } from './run-log.js';
import type { ClusterResult } from './start-options.js';

/** Combines the workers' reports, which are indexed by worker. */
export function clusterResult(
  handles: readonly WorkerHandle[],
  reports: readonly PartReport[],
  log: LogResult | undefined,
): ClusterResult {
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
      exchange,
    })),
  };
}
