import type { WorkerOutput, WorkerTransition } from '@disco-engine/cluster';

/** Something that has happened, in one line. */
export interface PageLine {
  /** Counts all lines, from 1. */
  readonly number: number;
  /** Milliseconds since the command began to listen. */
  readonly at: number;
  /** Whom it is about: the whole, or one of its parts, such as `worker 3`. */
  readonly of: string;
  readonly kind: 'whole' | 'part' | 'state' | 'stdout' | 'stderr';
  readonly text: string;
}

/** The last lines of what a page shows: what happens to the whole and to its parts, and what they print. */
export class PageLines {
  readonly #began = performance.now();
  #lines: PageLine[] = [];
  #count = 0;

  /** @param whole such as `run` */
  constructor(private readonly whole: string) {}

  /** The lines after one with a number, as far as they are kept. */
  after(number: number): readonly PageLine[] {
    return this.#lines.filter((line) => line.number > number);
  }

  /** @param part by default the whole */
  told(text: string, part?: string): void {
    this.#add(part ?? this.whole, part === undefined ? 'whole' : 'part', text);
  }

  moved({ worker, from, to, reason }: WorkerTransition): void {
    this.#add(nameOf(worker), 'state', `${from} → ${to}${reason === undefined ? '' : `: ${reason}`}`);
  }

  printed({ worker, stream, text }: WorkerOutput): void {
    this.#add(nameOf(worker), stream, text);
  }

  #add(of: string, kind: PageLine['kind'], text: string): void {
    this.#lines.push({ number: ++this.#count, at: performance.now() - this.#began, of, kind, text });
    // Not one by one: a model may print a lot.
    if (this.#lines.length >= 2 * MOST_LINES) this.#lines = this.#lines.slice(-MOST_LINES);
  }
}

function nameOf(worker: number): string {
  return `worker ${worker}`;
}

/** The lines that are kept, at least. */
const MOST_LINES = 500;
