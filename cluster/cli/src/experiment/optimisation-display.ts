import type { OptimisationProgress } from '@disco-engine/experiments';
import { bar, joined, rateText } from '../terminal/bar.js';
import { LinePace } from '../terminal/line-pace.js';
import { StatusLine } from '../terminal/status-line.js';
import { styled, type Line } from '../terminal/styled.js';
import { TimeLeft } from '../terminal/time-left.js';

/** Shows how far an optimisation is: a bar on a terminal; elsewhere a line for a round, at most one every ten seconds. */
export class OptimisationDisplay {
  readonly #line: StatusLine;
  readonly #began = performance.now();
  readonly #left = new TimeLeft();
  /** The replications that were there before. */
  #before: number | undefined;
  /** The replications at the end of the first round, which shows how many run at the same time. */
  #first = 0;
  #wanted = 0;
  readonly #pace = new LinePace(true);

  constructor(stream: NodeJS.WriteStream) {
    this.#line = new StatusLine(stream);
  }

  show(progress: OptimisationProgress): void {
    const { candidates, replications, wanted, budget } = progress;
    if (this.#before === undefined) {
      this.#before = replications;
      this.#first = wanted;
      this.#left.begin(replications);
    }
    const isNew = wanted > this.#wanted;
    if (isNew && !this.#line.isLive && this.#pace.isDue())
      this.#line.print(
        `${replications} of at most ${budget} replications, ${candidates} candidates; ${wanted - replications} replications in this round`,
      );
    this.#wanted = Math.max(wanted, this.#wanted);
    this.#line.show(() => this.#status(progress));
  }

  /** Takes the bar away, and says what happens next. */
  interrupt(): void {
    this.end();
    this.#line.print('Interrupted: what runs is canceled, what has finished is kept. Ctrl-C again ends at once.');
  }

  end(): void {
    this.#line.end();
  }

  #status({ candidates, replications, budget }: OptimisationProgress): Line {
    const seconds = (performance.now() - this.#began) / 1000;
    const made = replications - (this.#before ?? 0);
    const rest = replications > this.#first ? this.#left.text(replications, budget) : '';
    const left = rest === '' ? '' : `at most ${rest} left`;
    return joined([
      bar(replications / budget),
      [styled('heading', `${replications} of at most ${budget}`), ' replications'],
      `${candidates} candidates`,
      rateText(made, seconds),
      left,
    ]);
  }
}
