import type { SummaryFigures } from './channel-summary.js';
import type { LogBuffer } from './log-buffer.js';

/** The target of a recorder's records, and its clock. */
export interface Outlet {
  /** Whether anything is recorded at all. */
  readonly active: boolean;
  /** Whether records are also kept, not only summarized. */
  readonly kept: boolean;
  readonly buffer: LogBuffer;
  /** Number of the channel in `buffer`. */
  readonly channel: number;
  readonly clock: { readonly epoch: number };
  readonly warmup: number;
  /** Throws, and ends the run even if a handler catches the error. */
  readonly refuse: RefuseValue;
}

/** Refuses a value that is not finite. @param index of the element of a vector */
export type RefuseValue = (value: unknown, index?: number) => never;

/**
 * Takes the records of one channel. In a run without a log it has the same class and does nothing.
 *
 * A value that is not a finite number is refused with `VALUE_NOT_FINITE` and ends the run: a single NaN would leave its
 * replication without a mean. The run ends even if a handler catches the error; otherwise a run with a log could have a
 * different result from one without.
 *
 * The epoch of a record is that of the activation, and 0 in a constructor or `@OnInit`. Do not record anywhere else: between
 * activations, each worker is at its own epoch.
 */
export abstract class Recorder {
  protected readonly active: boolean;
  protected readonly clock: { readonly epoch: number };
  protected readonly warmup: number;
  private readonly kept: boolean;
  private readonly buffer: LogBuffer;
  private readonly channel: number;
  private readonly refuse: RefuseValue;

  /** @internal Made by `DataLogger`. */
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
   * The statistics of the records from the warm-up on.
   *
   * @internal
   * @param end epoch until which values hold
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
