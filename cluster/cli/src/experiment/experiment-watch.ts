import {
  currentResponses,
  type Experiment,
  type ExperimentProgress,
  type ExperimentRun,
} from '@disco-engine/experiments';
import type { PageLines } from '../watch/page-lines.js';
import type { Order, Watched } from '../watch/watched.js';
import { ExperimentLines } from './experiment-lines.js';
import { caseViews, countsOf, stateOf, type EstimateView, type ExperimentView } from './experiment-view.js';

/** An experiment, as a page shows it and gives orders to it. Nothing is computed until somebody looks. */
export class ExperimentWatch implements Watched {
  readonly page = 'experiment';
  readonly #lines = new ExperimentLines();
  #run: ExperimentRun | undefined;
  #isPaused = false;
  #ending: string | undefined;
  /** The estimates, and the number of replications that they are based on. */
  #estimates: { readonly ended: number; readonly all: readonly EstimateView[] } = { ended: 0, all: [] };

  constructor(
    private readonly experiment: Experiment,
    private readonly folder: string,
    private readonly cancel: () => void,
  ) {}

  get lines(): PageLines {
    return this.#lines.page;
  }

  started(run: ExperimentRun): void {
    this.#run = run;
    this.#lines.started(run.progress);
  }

  /** What has changed, for the log. */
  hear(progress: ExperimentProgress): void {
    this.#lines.hear(progress);
  }

  /** @param ending what became of the experiment, in one line */
  ended(ending: string): void {
    this.#lines.hear(this.progress);
    this.lines.told(ending);
    this.#ending = ending;
  }

  get progress(): ExperimentProgress {
    return this.#run?.progress ?? { status: 'SUBMITTED', replications: [], notes: [], estimates: [] };
  }

  async view(): Promise<ExperimentView> {
    const { experiment, progress } = this;
    const { name, duration, precision } = experiment;
    const { replications } = progress;
    return {
      title: name,
      status: this.#status(progress.status),
      folder: this.folder,
      duration,
      isAtMost: precision.length > 0,
      counts: countsOf(replications),
      cases: caseViews(experiment, replications),
      running: replications
        .filter((one) => stateOf(one) === 'running')
        .map(({ case: number, replication, epoch }) => ({ case: number, replication, epoch })),
      estimates: this.#estimatesOf(progress),
      notes: progress.notes,
      ending: this.#ending,
    };
  }

  async order(order: Order): Promise<void> {
    const run = this.#run;
    if (order === 'cancel') {
      this.lines.told('canceled');
      return this.cancel();
    }
    if (run === undefined || this.#ending !== undefined) throw new Error('the experiment is not running');
    this.#isPaused = order === 'pause';
    this.lines.told(order === 'pause' ? 'paused' : 'resumed');
    await (order === 'pause' ? run.pause() : run.resume());
  }

  #status(status: ExperimentProgress['status']): ExperimentView['status'] {
    if (this.#ending === undefined) return this.#isPaused ? 'paused' : 'running';
    return status === 'FINISHED' ? 'finished' : status === 'FAILED' ? 'failed' : 'canceled';
  }

  #estimatesOf({ replications, estimates }: ExperimentProgress): readonly EstimateView[] {
    const records = replications.flatMap(({ record }) => record ?? []);
    if (records.length !== this.#estimates.ended) {
      const all = currentResponses(this.experiment, records).map(
        ({ case: number, name, unit, mean, interval: { halfWidth }, n, warning }): EstimateView => ({
          case: number,
          name,
          unit,
          mean,
          halfWidth,
          n,
          caution: warning?.kind,
        }),
      );
      this.#estimates = { ended: records.length, all };
    }
    // Those that decide when there are enough replications are looked at in order, so they may lag behind.
    const ruling = estimates.map(
      ({
        case: number,
        name,
        unit,
        relative,
        interval: { mean, halfWidth, count },
        isReached,
        warning,
      }): EstimateView => ({
        case: number,
        name,
        unit,
        mean,
        halfWidth,
        n: count,
        relative,
        isReached,
        caution: warning?.kind,
      }),
    );
    const isRuling = (one: EstimateView): boolean =>
      ruling.some((other) => other.case === one.case && other.name === one.name);
    return [...ruling, ...this.#estimates.all.filter((one) => !isRuling(one))].sort((a, b) => a.case - b.case);
  }
}
