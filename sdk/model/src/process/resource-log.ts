import type { DataLogger } from '../logging/data-logger.js';
import type { SampleRecorder } from '../logging/sample-recorder.js';
import type { TimeWeightedRecorder } from '../logging/time-weighted-recorder.js';

/** What a resource or a store logs of itself. */
export class ResourceLog {
  readonly #use: TimeWeightedRecorder;
  readonly #queue: TimeWeightedRecorder;
  readonly #wait: SampleRecorder;
  #queued = NaN;

  /** @param use what the channel of its use is called, such as `inUse` */
  constructor(log: DataLogger, name: string, use: string) {
    this.#use = log.timeWeighted(`${name}.${use}`);
    this.#queue = log.timeWeighted(`${name}.queue`);
    this.#wait = log.tally(`${name}.wait`);
  }

  used(amount: number): void {
    this.#use.record(amount);
  }

  /** To be told when whoever can be served at once is: nobody has queued then. */
  queued(length: number): void {
    if (length === this.#queued) return;
    this.#queued = length;
    this.#queue.record(length);
  }

  waited(duration: number): void {
    this.#wait.record(duration);
  }
}
