import type { ClusterProgress } from '@disco-engine/cluster';
import { bar, joined } from '../terminal/bar.js';
import { LinePace } from '../terminal/line-pace.js';
import { StatusLine } from '../terminal/status-line.js';
import { styled } from '../terminal/styled.js';
import { TimeLeft } from '../terminal/time-left.js';

const COMPACT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

/** Shows how far one run is: a bar on a terminal, a line every ten seconds elsewhere. */
export class RunDisplay {
  readonly #line: StatusLine;
  readonly #began = performance.now();
  readonly #pace = new LinePace(false);
  readonly #left = new TimeLeft();

  constructor(stream: NodeJS.WriteStream) {
    this.#line = new StatusLine(stream);
  }

  show({ epoch, until, activations, events }: ClusterProgress): void {
    const seconds = (performance.now() - this.#began) / 1000;
    const done = Math.max(0, epoch) / until;
    this.#left.begin(done);
    const rest = this.#left.text(done, 1);
    const left = rest === '' ? '' : `${rest} left`;
    // A model made of processes is activated without events; a batch of several events is one activation.
    const [work, unit] = activations > events ? [activations, 'activations'] : [events, 'events'];
    const figures = [
      `${COMPACT.format(work)} ${unit}`,
      seconds > 0 ? `${COMPACT.format(work / seconds)} ${unit}/s` : '',
      left,
    ];
    const [reached, horizon] = [epoch, until].map((value) => Math.floor(value).toLocaleString('en-US'));
    this.#line.show(() => joined([bar(done), [styled('heading', `epoch ${reached}`), ` of ${horizon}`], ...figures]));
    if (this.#line.isLive || !this.#pace.isDue()) return;
    this.#line.print([`epoch ${reached} of ${horizon}`, ...figures].filter((text) => text !== '').join(', '));
  }

  /** Takes the bar away, and says what happens next. */
  interrupt(): void {
    this.end();
    this.#line.print('Interrupted: the run is canceled. Ctrl-C again ends at once.');
  }

  end(): void {
    this.#line.end();
  }
}
