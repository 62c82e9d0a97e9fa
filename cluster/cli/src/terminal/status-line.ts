import { cut, lineText, type Line } from './styled.js';
import { isLive, paintOf, widthOf } from './terminal.js';

/** Milliseconds between two drawings: at most ten in a second. */
const BETWEEN = 100;
/** Columns of a terminal that does not say how many it has. */
const USUAL_WIDTH = 80;
const CLEARED = '\r\u001B[K';

/**
 * The last line of a terminal, redrawn in place, with lines that stay above it. On a stream that is no terminal, and in CI, only those
 * that stay are written.
 */
export class StatusLine {
  readonly isLive: boolean;
  #drawn = -BETWEEN;
  #isVisible = false;
  #isOver = false;
  #content: (() => Line) | undefined;
  #next: NodeJS.Timeout | undefined;

  constructor(private readonly stream: NodeJS.WriteStream) {
    this.isLive = isLive(stream);
    // An error that nobody catches must not leave half a line behind.
    if (this.isLive) process.once('exit', this.#clear);
  }

  /** @param content called when the line is drawn, which is not each time */
  show(content: () => Line): void {
    if (!this.isLive || this.#isOver) return;
    this.#content = content;
    const due = this.#drawn + BETWEEN - performance.now();
    if (due <= 0) this.#draw();
    else this.#next ??= setTimeout(() => this.#draw(), due).unref();
  }

  /** Writes a line that stays. */
  print(line: Line): void {
    const text = `${lineText(line, paintOf(this.stream))}\n`;
    const wasVisible = this.#isVisible;
    this.#clear();
    this.stream.write(text);
    if (wasVisible) this.#write();
  }

  /** Takes the line away for good; lines that stay can still be written. */
  end(): void {
    this.#isOver = true;
    clearTimeout(this.#next);
    this.#clear();
    process.off('exit', this.#clear);
  }

  #draw(): void {
    clearTimeout(this.#next);
    this.#next = undefined;
    this.#drawn = performance.now();
    this.#write();
  }

  #write(): void {
    if (this.#content === undefined) return;
    // The last column stays free, or a terminal would wrap the line.
    const line = cut(this.#content(), (widthOf(this.stream) ?? USUAL_WIDTH) - 1);
    this.stream.write(CLEARED + lineText(line, paintOf(this.stream)));
    this.#isVisible = true;
  }

  readonly #clear = (): void => {
    if (this.#isVisible) this.stream.write(CLEARED);
    this.#isVisible = false;
  };
}
