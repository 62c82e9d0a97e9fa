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
  /** Throws, and ends the run, also where a handler catches what it throws. */
  readonly refuse: RefuseValue;
}

/** Refuses a value that is not finite. @param index of the element of a vector */
export type RefuseValue = (value: unknown, index?: number) => never;

/**
 * Takes the records of one channel. In a run without a log it is of the same class and does nothing.
 *
 * A value that is no finite number is refused with `VALUE_NOT_FINITE`, and the run ends: one NaN would leave its replication without a
 * mean. It ends where a handler catches the error, too; otherwise a run with a log could have another result than one without.
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
  private readonly refuse: RefuseValue;

  /** @internal Given by `DataLogger`. */
  constructor({ active, kept, buffer, channel, clock, warmup, refuse }: Outlet) {
    this.active = active;
    this.clock = clock;
    this.warmup = warmup;
    this.kept = kept;
    this.buffer = buffer;
    this.channel = channel;
    this.refuse = refuse;
  }

  /**
   * What the records come to from the warm-up on.
   *
   * @internal
   * @param end epoch up to which values last
   */
  abstract figures(end: number): SummaryFigures;

  /** @throws DiscoError `VALUE_NOT_FINITE` */
  protected check(value: number, index?: number): void {
    if (!Number.isFinite(value)) this.refuse(value, index);
  }

  protected keep(epoch: number, index: number, value: number): void {
    if (this.kept) this.buffer.add(this.channel, epoch, index, value);
  }
}
