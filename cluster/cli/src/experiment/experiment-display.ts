import {
  replicationName,
  type Experiment,
  type ExperimentProgress,
  type PrecisionEstimate,
  type ReplicationProgress,
} from '@disco-engine/experiments';
import { meanText } from '@disco-engine/statistics';
import { bar, joined, rateText } from '../terminal/bar.js';
import { LinePace } from '../terminal/line-pace.js';
import { StatusLine } from '../terminal/status-line.js';
import { styled, type Line } from '../terminal/styled.js';
import { TimeLeft } from '../terminal/time-left.js';

/**
 * Shows how far an experiment is: a bar on a terminal; elsewhere a line when the first replication has ended, then at most one every ten
 * seconds, and one at the end. A failed replication has a line of its own.
 */
export class ExperimentDisplay {
  readonly #line: StatusLine;
  readonly #began = performance.now();
  readonly #pace = new LinePace(true);
  readonly #told = new Set<string>();
  readonly #left = new TimeLeft();
  #isOpen = false;
  #ended = 0;
  /** What a pipe has yet to be told. */
  #untold: string | undefined;

  constructor(
    stream: NodeJS.WriteStream,
    private readonly experiment: Pick<Experiment, 'cases' | 'duration' | 'precision'>,
  ) {
    this.#line = new StatusLine(stream);
  }

  show(progress: ExperimentProgress): void {
    const { replications } = progress;
    const ended = replications.filter(({ record }) => record !== undefined);
    if (!this.#isOpen) for (const one of ended) this.#told.add(keyOf(one));
    this.#isOpen = true;
    const done = this.#workOf(replications);
    if (replications.some(({ status }) => status === 'ACTIVE')) this.#left.begin(done);
    const fresh = ended.filter((one) => !this.#told.has(keyOf(one)));
    for (const one of fresh) {
      this.#told.add(keyOf(one));
      this.#ended += 1;
      this.#reportFailure(one);
    }
    if (this.#line.isLive) this.#line.show(() => this.#status(progress, ended.length, done));
    else if (fresh.length > 0) this.#untold = this.#progressText(replications.length, ended.length, done);
    if (this.#untold !== undefined && this.#pace.isDue()) this.#tell();
  }

  /** Takes the bar away, and says what happens next. */
  interrupt(): void {
    this.end();
    this.#line.print('Interrupted: what runs is canceled, what has finished is kept. Ctrl-C again ends at once.');
  }

  end(): void {
    this.#tell();
    this.#line.end();
  }

  #reportFailure(one: ReplicationProgress): void {
    const { record } = one;
    if (record?.status === 'FINISHED') return;
    const name = replicationName(one, this.experiment.cases.length);
    const seconds = (record?.seconds ?? 0).toFixed(1);
    this.#line.print([`${name}: `, styled('bad', `failed: ${record?.error?.code}`), `, ${seconds} s`]);
  }

  #tell(): void {
    if (this.#untold === undefined) return;
    this.#line.print(this.#untold);
    this.#untold = undefined;
  }

  #progressText(total: number, ended: number, done: number): string {
    const most = this.experiment.precision.length > 0 ? 'at most ' : '';
    const figures = [
      `${ended} of ${most}${total} replications`,
      rateText(this.#ended, this.#seconds),
      this.#leftText(done, total),
    ];
    return figures.filter((text) => text !== '').join(', ');
  }

  #status({ replications, estimates }: ExperimentProgress, ended: number, done: number): Line {
    const { cases, precision } = this.experiment;
    const total = replications.length;
    const active = replications.filter(({ status, record }) => status === 'ACTIVE' && record === undefined);
    const failed = replications.filter(({ record }) => record !== undefined && record.status !== 'FINISHED').length;
    const [first] = active;
    return joined([
      bar(done / total),
      [styled('heading', `${ended} of ${precision.length > 0 ? 'at most ' : ''}${total}`), ' replications'],
      rateText(this.#ended, this.#seconds),
      this.#leftText(done, total),
      failed > 0 ? [styled('bad', `${failed} failed`)] : '',
      first === undefined ? '' : placeText(first, cases.length),
      first === undefined ? '' : estimatesText(estimates.filter((one) => one.case === first.case)),
    ]);
  }

  get #seconds(): number {
    return (performance.now() - this.#began) / 1000;
  }

  /** In replications, with the parts of those that run. */
  #workOf(replications: readonly ReplicationProgress[]): number {
    const { duration } = this.experiment;
    return replications.reduce((sum, { status, record, epoch }) => {
      if (record !== undefined) return sum + 1;
      return status === 'ACTIVE' ? sum + Math.min(1, Math.max(0, epoch) / duration) : sum;
    }, 0);
  }

  /** Empty until a replication has ended: the first epochs may be quick and the others not. */
  #leftText(done: number, all: number): string {
    const rest = this.#ended > 0 ? this.#left.text(done, all) : '';
    return rest === '' ? '' : `${rest} left`;
  }
}

function placeText(one: ReplicationProgress, cases: number): string {
  return `${replicationName(one, cases)} at epoch ${Math.floor(one.epoch)}`;
}

/** What is known so far of the means whose precision is asked for. */
function estimatesText(estimates: readonly PrecisionEstimate[]): Line {
  return estimates.flatMap(({ name, relative, interval: { mean, halfWidth }, isReached }, at) => {
    if (mean === undefined || halfWidth === undefined) return [];
    const reached = mean === 0 ? '' : ` (${percent(halfWidth / Math.abs(mean))}, target ${percent(relative)})`;
    const text = `${name} ${meanText({ mean, halfWidth })}${reached}`;
    return [at > 0 ? ', ' : '', isReached ? styled('good', text) : text];
  });
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}

function keyOf({ case: number, replication }: ReplicationProgress): string {
  return `${number}/${replication}`;
}
