import {
  WORKER_STATES,
  type StandingWorker,
  type StateReport,
  type WorkerEvent,
  type WorkerLog,
} from '@disco-engine/cluster';
import { stateSamples, type Labels, type Metric } from './metric.js';
import { workMetrics, type LabeledWork } from './work-metrics.js';

/** Counts what a standing worker logs, and makes metrics of that and of what the worker says. */
export class StandingMetrics {
  readonly #events = new Map<WorkerEvent['event'], number>();
  #strangers = 0;
  /** By thread, what it said last: counters must not vanish while it is in a long handler. */
  readonly #latest: (StateReport | undefined)[] = [];

  /** The same log, whose events are counted. */
  counted(log: WorkerLog): WorkerLog {
    return (event) => {
      this.#events.set(event.event, this.#count(event.event) + 1);
      if (event.event === 'strangers') this.#strangers += Number(event.details['count'] ?? 0);
      log(event);
    };
  }

  async read(worker: Pick<StandingWorker, 'states'>): Promise<Metric[]> {
    const answers = await worker.states();
    for (const [thread, answer] of answers.entries()) this.#latest[thread] = answer ?? this.#latest[thread];
    const labels = answers.map((_, thread): Labels => (answers.length === 1 ? {} : { thread: String(thread) }));
    const reports = this.#latest.flatMap((report, thread) =>
      report === undefined ? [] : [{ report, labels: labels[thread] }],
    );
    return [
      counter('disco_launchers_admitted_total', 'Launchers that were let in.', this.#count('launcher-admitted')),
      counter('disco_launchers_refused_total', 'Launchers that were refused.', this.#count('launcher-refused')),
      counter('disco_strangers_total', 'Connections closed before they proved who they are.', this.#strangers),
      counter('disco_runs_started_total', 'Runs started.', this.#count('run-started')),
      counter('disco_runs_ended_total', 'Runs ended, in whatever way.', this.#count('run-ended')),
      counter('disco_threads_replaced_total', 'Threads replaced.', this.#count('thread-replaced')),
      {
        name: 'disco_worker_silent',
        type: 'gauge',
        help: '1 if the thread is in a long handler, so that its figures are old.',
        samples: answers.map((answer, thread) => ({ labels: labels[thread], value: Number(answer === undefined) })),
      },
      stateMetric(reports),
      ...workMetrics(reports.map(workOf)),
    ];
  }

  #count(event: WorkerEvent['event']): number {
    return this.#events.get(event) ?? 0;
  }
}

function counter(name: string, help: string, value: number): Metric {
  return { name, type: 'counter', help, samples: [{ value }] };
}

/** What a thread said, and the labels of its samples. */
interface LabeledReport {
  readonly report: StateReport;
  readonly labels: Labels | undefined;
}

function stateMetric(reports: readonly LabeledReport[]): Metric {
  const help = '1 for the state that the thread has.';
  const samples = reports.flatMap(({ report, labels }) =>
    stateSamples(WORKER_STATES, report.state, 'state').map((sample) => ({
      ...sample,
      labels: { ...labels, ...sample.labels },
    })),
  );
  return { name: 'disco_worker_state', type: 'gauge', help, samples };
}

/** What it has done in all runs, so that counters only grow. */
function workOf({ report, labels = {} }: LabeledReport): LabeledWork {
  const { figures, pendingEvents = 0, brokenLinks = [], totals } = report;
  return { labels, epoch: figures?.epoch, ...totals, pendingEvents, brokenLinks: brokenLinks.length };
}
