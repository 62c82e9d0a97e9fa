import type { ExperimentProgress, ReplicationRecord } from '@disco-engine/experiments';
import type { Metric } from '../metrics/metric.js';
import { countsOf, ownOf, REPLICATION_STATES } from './experiment-view.js';

/** What replications that have ended have computed. Times are in seconds. */
interface Work {
  readonly events: number;
  readonly activations: number;
  readonly seconds: number;
  readonly blocked: number;
}

/**
 * The metrics of an experiment, or of a shard of it. What it has computed is that of all replications that have ended: one that the required
 * precision turns out not to need, or that failed and was repeated, still counts, as a counter must not decrease.
 */
export class ExperimentMetrics {
  readonly #ended = new Map<string, Work>();

  of({ replications }: Pick<ExperimentProgress, 'replications'>): Metric[] {
    for (const { record } of ownOf(replications))
      if (record !== undefined) this.#ended.set(keyOf(record), workOf(record));
    const counts = countsOf(replications);
    const all = [...this.#ended.values()];
    const counter = (name: string, help: string, figure: keyof Work): Metric => ({
      name,
      type: 'counter',
      help: `${help}, in replications that have ended.`,
      samples: [{ value: all.reduce((sum, work) => sum + work[figure], 0) }],
    });
    return [
      {
        name: 'disco_replications',
        type: 'gauge',
        help: 'Replications of the experiment.',
        samples: REPLICATION_STATES.map((state) => ({ labels: { state }, value: counts[state] })),
      },
      counter('disco_events_total', 'Events received by ports', 'events'),
      counter('disco_activations_total', 'Calls of handlers', 'activations'),
      counter('disco_replication_seconds_total', 'Wall-clock time', 'seconds'),
      counter('disco_blocked_seconds_total', 'Time spent waiting for other workers', 'blocked'),
    ];
  }
}

/** A replication may end twice: first it fails, and then it is repeated. */
function keyOf({ case: number, replication, status }: ReplicationRecord): string {
  return `${number}/${replication} ${status}`;
}

function workOf({ events, activations, seconds, workers }: ReplicationRecord): Work {
  return { events, activations, seconds, blocked: workers.reduce((sum, { blocked }) => sum + blocked, 0) / 1000 };
}
