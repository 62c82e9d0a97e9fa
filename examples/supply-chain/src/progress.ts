/** The part of a stream that progress needs; `process.stderr` has it. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const BAR_WIDTH = 30;
const REST_OF_LINE = '\u001b[K';

/**
 * Shows the progress of a run: a bar that redraws itself on a terminal, a line at each quarter elsewhere. Writes only when the
 * displayed figure changes, so it may be called often.
 */
export class ProgressBar {
  #shown = -1;
  #open = false;

  constructor(
    private readonly stream: ProgressStream,
    /** Days at which the run is complete; above 0. */
    private readonly total: number,
  ) {}

  /** @param day simulated days so far, from 0 to the total */
  at(day: number): void {
    const percent = Math.floor((100 * Math.min(Math.max(day, 0), this.total)) / this.total);
    const terminal = this.stream.isTTY === true;
    const mark = terminal ? percent : percent - (percent % 25);
    if (mark <= this.#shown) return;
    this.#shown = mark;
    const days = `day ${Math.floor(day)} of ${this.total}`;
    if (terminal) {
      const full = Math.floor((BAR_WIDTH * percent) / 100);
      this.stream.write(`\r${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)} ${percent} % ${days}${REST_OF_LINE}`);
      this.#open = true;
    } else if (mark > 0) {
      this.stream.write(`${percent} % ${days}\n`);
    }
  }

  /** Ends the line of the bar, so that the next output starts on a new line. */
  end(): void {
    if (this.#open) this.stream.write('\n');
    this.#open = false;
  }
}
