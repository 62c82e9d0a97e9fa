import type { TrafficFigures, WorkerView } from '@disco-engine/cluster';
import type { Labels, Metric } from './metric.js';

/** What a worker has done so far, and its labels. */
export interface LabeledWork extends Pick<
  WorkerView,
  'activations' | 'events' | 'blockedMilliseconds' | 'traffic' | 'pendingEvents' | 'brokenLinks'
> {
  readonly labels: Labels;
  /** Undefined if it has no run. */
  readonly epoch: number | undefined;
}

/** What workers have done, with one sample for each. */
export function workMetrics(all: readonly LabeledWork[]): Metric[] {
  const counter = (name: string, help: string, of: (work: LabeledWork) => number): Metric => ({
    name,
    type: 'counter',
    help,
    samples: all.map((work) => ({ labels: work.labels, value: of(work) })),
  });
  const gauge = (name: string, help: string, of: (work: LabeledWork) => number): Metric => ({
    ...counter(name, help, of),
    type: 'gauge',
  });
  const traffic = (name: string, help: string, of: keyof TrafficFigures): Metric =>
    counter(name, help, (work) => work.traffic[of]);
  const epochs = all.flatMap(({ labels, epoch }) => (epoch === undefined ? [] : [{ labels, value: epoch }]));
  return [
    counter('disco_events_total', 'Events received by ports.', ({ events }) => events),
    counter('disco_activations_total', 'Calls of handlers.', ({ activations }) => activations),
    counter(
      'disco_blocked_seconds_total',
      'Time spent waiting for other workers.',
      ({ blockedMilliseconds }) => blockedMilliseconds / 1000,
    ),
    traffic('disco_waits_total', 'Waits for other workers.', 'waits'),
    traffic('disco_remote_events_sent_total', 'Events sent to other workers.', 'eventsSent'),
    traffic('disco_remote_events_received_total', 'Events received from other workers.', 'eventsReceived'),
    traffic('disco_messages_sent_total', 'Messages sent to other workers.', 'messagesSent'),
    traffic('disco_messages_received_total', 'Messages received from other workers.', 'messagesReceived'),
    traffic('disco_promises_sent_total', 'Messages sent to other workers that carried only a promise.', 'promisesSent'),
    gauge('disco_pending_events', 'Events that ports have yet to receive.', ({ pendingEvents }) => pendingEvents),
    gauge('disco_broken_links', 'Broken connections to other workers.', ({ brokenLinks }) => brokenLinks),
    { name: 'disco_epoch', type: 'gauge', help: 'Epoch of the latest activation.', samples: epochs },
  ];
}
