import type { WorkerOutput, WorkerTransition } from '@disco-engine/cluster';

/** Something that has happened in a run, in one line. */
export interface RunLine {
  /** Counts all lines of the run, from 1. */
  readonly number: number;
  /** Milliseconds since the command began to listen. */
  readonly at: number;
  /** Undefined for what concerns the run as a whole. */
  readonly worker: number | undefined;
  readonly kind: 'run' | 'state' | 'stdout' | 'stderr';
  readonly text: string;
}

/** The last lines of a run: what its workers print, how their states change, and what happens to the run as a whole. */
export class RunLines {
  readonly #began = performance.now();
  #lines: RunLine[] = [];
  #count = 0;

  /** The lines after one with a number, as far as they are kept. */
  after(number: number): readonly RunLine[] {
    return this.#lines.filter((line) => line.number > number);
  }

  told(text: string): void {
    this.#add(undefined, 'run', text);
  }

  moved({ worker, from, to, reason }: WorkerTransition): void {
    this.#add(worker, 'state', `${from} → ${to}${reason === undefined ? '' : `: ${reason}`}`);
  }

  printed({ worker, stream, text }: WorkerOutput): void {
    this.#add(worker, stream, text);
  }

  #add(worker: number | undefined, kind: RunLine['kind'], text: string): void {
    this.#lines.push({ number: ++this.#count, at: performance.now() - this.#began, worker, kind, text });
    // Not one by one: a model may print a lot.
    if (this.#lines.length >= 2 * MOST_LINES) this.#lines = this.#lines.slice(-MOST_LINES);
  }
}

/** The lines that are kept, at least. */
const MOST_LINES = 500;
