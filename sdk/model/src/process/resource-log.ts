import type { DataLogger } from '../logging/data-logger.js';
import type { SampleRecorder } from '../logging/sample-recorder.js';
import type { TimeWeightedRecorder } from '../logging/time-weighted-recorder.js';

/** The log of a resource, store or container. */
export class ResourceLog {
  readonly #use: TimeWeightedRecorder;
  readonly #queue: TimeWeightedRecorder;
  readonly #wait: SampleRecorder;
  #queued = NaN;

  /** @param use name of the channel for its use, such as `inUse` */
  constructor(log: DataLogger, name: string, use: string) {
    this.#use = log.timeWeighted(`${name}.${use}`);
    this.#queue = log.timeWeighted(`${name}.queue`);
    this.#wait = log.tally(`${name}.wait`);
  }

  used(amount: number): void {
    this.#use.record(amount);
  }

  /** Call it only after serving everything that can be served at once: such requests do not count as queued. */
  queued(length: number): void {
    if (length === this.#queued) return;
    this.#queued = length;
    this.#queue.record(length);
  }

  waited(duration: number): void {
    this.#wait.record(duration);
  }
}
