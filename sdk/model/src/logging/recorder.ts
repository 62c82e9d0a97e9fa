import type { SummaryFigures } from './channel-summary.js';
import type { LogBuffer } from './log-buffer.js';

/** Where a recorder puts its records, and when it is. */
export interface Outlet {
  /** Whether anything is recorded at all. */
  readonly active: boolean;
  /** Whether records are kept, beside being summarized. */
  readonly kept: boolean;
  readonly buffer: LogBuffer;
  /** Number of the channel, as `buffer` wants it. */
  readonly channel: number;
  readonly clock: { readonly epoch: number };
  readonly warmup: number;
}

/**
 * Takes the records of one channel. In a run without a log it is of the same class and does nothing.
 *
 * The epoch of a record is that of the activation, and 0 in a constructor and in `@OnInit`. Record from nowhere else: between
 * activations each worker is at an epoch of its own.
 */
export abstract class Recorder {
  protected readonly active: boolean;
  protected readonly clock: { readonly epoch: number };
  protected readonly warmup: number;
  private readonly kept: boolean;
  private readonly buffer: LogBuffer;
  private readonly channel: number;

  /** @internal Given by `DataLogger`. */
  constructor({ active, kept, buffer, channel, clock, warmup }: Outlet) {
    this.active = active;
    this.clock = clock;
    this.warmup = warmup;
    this.kept = kept;
    this.buffer = buffer;
    this.channel = channel;
  }

  /**
   * What the records come to from the warm-up on.
   *
   * @internal
   * @param end epoch up to which values last
   */
  abstract figures(end: number): SummaryFigures;

  protected keep(epoch: number, index: number, value: number): void {
    if (this.kept) this.buffer.add(this.channel, epoch, index, value);
  }
}
