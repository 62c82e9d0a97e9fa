import type { OptimisationProgress } from '@disco-engine/experiments';
import { bar, durationText, joined, rateText } from '../terminal/bar.js';
import { LinePace } from '../terminal/line-pace.js';
import { StatusLine } from '../terminal/status-line.js';
import { styled, type Line } from '../terminal/styled.js';

/** Shows how far an optimisation is: a bar on a terminal; elsewhere a line for a round, at most one every ten seconds. */
export class OptimisationDisplay {
  readonly #line: StatusLine;
  readonly #began = performance.now();
  /** The replications that were there before. */
  #before: number | undefined;
  #wanted = 0;
  readonly #pace = new LinePace(true);

  constructor(stream: NodeJS.WriteStream) {
    this.#line = new StatusLine(stream);
  }

  show(progress: OptimisationProgress): void {
    const { candidates, replications, wanted, budget } = progress;
    this.#before ??= replications;
    const isNew = wanted > this.#wanted;
    if (isNew && !this.#line.isLive && this.#pace.isDue())
      this.#line.print(
        `${candidates} candidates, ${replications} replications, ${wanted - replications} more; at most ${budget}`,
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
    const left = made > 0 ? `at most ${durationText((seconds / made) * (budget - replications))} left` : '';
    return joined([
      bar(replications / budget),
      [styled('heading', `${replications} of at most ${budget}`), ' replications'],
      `${candidates} candidates`,
      rateText(made, seconds),
      left,
    ]);
  }
}
