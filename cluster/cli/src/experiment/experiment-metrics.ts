import type { ExperimentProgress, ReplicationRecord } from '@disco-engine/experiments';
import type { Metric } from '../metrics/metric.js';
import { countsOf, REPLICATION_STATES } from './experiment-view.js';

/** An experiment. What it has computed is that of the replications that have ended, as in the results folder. */
export function experimentMetrics({ replications }: ExperimentProgress): Metric[] {
  const counts = countsOf(replications);
  const records = replications.flatMap(({ record }) => record ?? []);
  const counter = (name: string, help: string, of: (record: ReplicationRecord) => number): Metric => ({
    name,
    type: 'counter',
    help: `${help}, in replications that have ended.`,
    samples: [{ value: records.reduce((sum, record) => sum + of(record), 0) }],
  });
  return [
    {
      name: 'disco_replications',
      type: 'gauge',
      help: 'Replications of the experiment.',
      samples: REPLICATION_STATES.map((state) => ({ labels: { state }, value: counts[state] })),
    },
    counter('disco_events_total', 'Events received by ports', ({ events }) => events),
    counter('disco_activations_total', 'Calls of handlers', ({ activations }) => activations),
    counter('disco_replication_seconds_total', 'Wall-clock time', ({ seconds }) => seconds),
    counter(
      'disco_blocked_seconds_total',
      'Time spent waiting for other workers',
      ({ workers }) => workers.reduce((sum, { blocked }) => sum + blocked, 0) / 1000,
    ),
  ];
}
