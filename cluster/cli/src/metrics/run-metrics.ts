import type { RunView } from '../watch/watched.js';
import { stateSamples, type Metric } from './metric.js';
import { workMetrics } from './work-metrics.js';

/** A run and its workers. */
export function runMetrics({ status, attempt, until, workers }: RunView): Metric[] {
  return [
    {
      name: 'disco_run_status',
      type: 'gauge',
      help: '1 for the status that the run has.',
      samples: stateSamples(STATUSES, status, 'status'),
    },
    {
      name: 'disco_run_attempt',
      type: 'gauge',
      help: 'Number of the attempt at the run; it begins again when a worker is lost.',
      samples: [{ value: attempt }],
    },
    { name: 'disco_horizon_epoch', type: 'gauge', help: 'Epoch at which the run ends.', samples: [{ value: until }] },
    {
      name: 'disco_worker_silent',
      type: 'gauge',
      help: '1 if a worker is in a long handler, so that its figures are old.',
      samples: workers.map(({ worker, isSilent }) => ({ labels: { worker: String(worker) }, value: Number(isSilent) })),
    },
    ...workMetrics(workers.map((view) => ({ ...view, labels: { worker: String(view.worker) } }))),
  ];
}

const STATUSES = ['waiting', 'running', 'paused', 'finished', 'failed', 'canceled'] as const;
