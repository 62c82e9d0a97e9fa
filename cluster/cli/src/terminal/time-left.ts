import { durationText } from './bar.js';

/** Estimates the time left by the pace of the work since its beginning. The time before, in which workers start, would distort the pace. */
export class TimeLeft {
  #began: { readonly at: number; readonly done: number } | undefined;

  /** Notes how much was done when the work began; later calls do nothing. */
  begin(done: number): void {
    this.#began ??= { at: performance.now(), done };
  }

  /** How long the rest takes, such as `4 min 10 s`; empty if the pace is not known yet, or nothing is left. */
  text(done: number, all: number): string {
    if (this.#began === undefined || done >= all) return '';
    const made = done - this.#began.done;
    const seconds = (performance.now() - this.#began.at) / 1000;
    return made > 0 && seconds > 0 ? durationText((seconds / made) * (all - done)) : '';
  }
}
