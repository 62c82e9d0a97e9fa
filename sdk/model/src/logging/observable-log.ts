import { entryAt } from '@disco-engine/kernel';
import { Subject, type Observable } from 'rxjs';
import { RunObservable } from '../observables/run-observable.js';
import type { LogChannel } from './log-channel.js';
import { sinkInUse } from './log-failure.js';
import type { LogBlock, LoggedRun, LogSink } from './log-sink.js';

/** One record, for an observer. */
export interface LogPoint {
  readonly node: string;
  readonly name: string;
  readonly epoch: number;
  readonly index: number;
  readonly value: number;
}

/**
 * Publishes each record: with `run` after each slice of work, with `until` and `step` at the end of the call, so never while a
 * handler runs. The records of one channel arrive in order.
 *
 * @example
 * const log = new ObservableLog();
 * log.points.pipe(filter(({ name }) => name === 'stock')).subscribe(draw);
 */
export class ObservableLog implements LogSink {
  readonly name = 'observable';
  /** Completes when the run is disposed of. Subscribers do not get records from before their subscription. */
  readonly points: Observable<LogPoint>;
  readonly #points = new Subject<LogPoint>();
  #run: LoggedRun | undefined;
  #channels: readonly LogChannel[] = [];
  #waiting: LogBlock[] = [];

  constructor() {
    this.points = RunObservable.of(this.#points);
  }

  /** @internal */
  open(run: LoggedRun): void {
    if (this.#run !== undefined) throw sinkInUse(this);
    this.#run = run;
  }

  /** @internal */
  begin(channels: readonly LogChannel[]): void {
    this.#channels = channels;
  }

  /** @internal */
  take({ count, channels, indices, epochs, values }: LogBlock): void {
    if (!this.#points.observed) return;
    this.#waiting.push({
      count,
      channels: channels.slice(0, count),
      indices: indices.slice(0, count),
      epochs: epochs.slice(0, count),
      values: values.slice(0, count),
    });
  }

  /** @internal */
  settle(): void {
    for (const { count, channels, indices, epochs, values } of this.#waiting.splice(0))
      for (let row = 0; row < count; row++) {
        const { node, name } = entryAt(this.#channels, channels[row] ?? NaN);
        this.#points.next({
          node,
          name,
          epoch: epochs[row] ?? NaN,
          index: indices[row] ?? NaN,
          value: values[row] ?? NaN,
        });
      }
  }

  /** @internal */
  close(): void {
    this.settle();
    this.#points.complete();
  }

  /** @internal */
  abandon(): void {
    this.#points.complete();
  }
}
