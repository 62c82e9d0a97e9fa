/** One row of a trace: when, what, who, and more. */
export type TraceRow = readonly [time: number, what: string, who: number | string, ...more: number[]];

/** The draws recorded by a run on SimPy, and the trace of our run. */
export class Tape {
  readonly trace: TraceRow[] = [];
  readonly #next = new Map<string, number>();

  /** @param draws by name, in the order in which the model takes them */
  constructor(private readonly draws: Readonly<Record<string, readonly number[]>>) {}

  /** The next draw with a given name. */
  take(name: string): number {
    const at = this.#next.get(name) ?? 0;
    this.#next.set(name, at + 1);
    const value = this.draws[name]?.[at];
    if (value === undefined) throw new RangeError(`the tape has no draw ${at} of '${name}'`);
    return value;
  }

  tell(time: number, what: string, who: number | string, ...more: number[]): void {
    this.trace.push([time, what, who, ...more]);
  }
}
