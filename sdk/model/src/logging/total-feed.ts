import type { SummaryFigures, FedTotal } from './channel-summary.js';
import { ChangeList } from './change-list.js';
import { compareChannels, type TotalDescription } from './log-channel.js';
import type { Outlet } from './recorder.js';
import { TimeWeightedRecorder } from './time-weighted-recorder.js';
import type { TotalHost } from './total-host.js';
import { totalChannel } from './total-channel.js';
import { TotalLevel } from './total-level.js';

/** The share of one process in a total: values that its members have recorded and that are not summed yet. */
export class TotalFeed {
  readonly #members: { readonly node: string; readonly name: string }[] = [];
  readonly #changes = new ChangeList();
  /** The changes to sum next; always empty in between. */
  readonly #due = new ChangeList();
  readonly #clock = { epoch: 0 };
  #recorder: TimeWeightedRecorder | undefined;
  #level: TotalLevel | undefined;
  /** Per member, its index in canonical order. */
  #places = new Int32Array(0);

  constructor(
    private readonly log: TotalHost,
    private readonly total: TotalDescription,
  ) {
    // Whoever combines the parts of a run sums them.
    if (log.isPart) return;
    log.register(totalChannel(total), this.#clock, (outlet) => {
      const recorder = new TimeWeightedRecorder(outlet);
      if (outlet.active) this.#recorder = recorder;
      return recorder;
    });
    if (this.#recorder !== undefined) log.whenSettled((before) => this.#settle(before));
  }

  member(outlet: Outlet, node: string, name: string): TimeWeightedRecorder {
    if (this.log.isPart) return new SharingRecorder(outlet, this.total);
    if (this.#recorder === undefined) return new TimeWeightedRecorder(outlet);
    const member = this.#members.push({ node, name }) - 1;
    return new FeedingRecorder(outlet, this.#changes, member);
  }

  #settle(before: number): void {
    const { epochs, members, values, count } = this.#changes;
    if (count === 0) return;
    this.#level ??= this.#start();
    let left = 0;
    for (let at = 0; at < count; at++) {
      const [member, epoch, value] = [members[at] ?? NaN, epochs[at] ?? NaN, values[at] ?? NaN];
      if (epoch < before) this.#due.add(this.#places[member] ?? NaN, epoch, value);
      else {
        members[left] = member;
        epochs[left] = epoch;
        values[left++] = value;
      }
    }
    this.#changes.count = left;
    this.#level.take(this.#due);
    this.#due.count = 0;
  }

  #start(): TotalLevel {
    const members = this.#members;
    this.#places = new Int32Array(members.length);
    const order = members.map((member, number) => ({ ...member, number })).sort(compareChannels);
    for (const [place, { number }] of order.entries()) this.#places[number] = place;
    return new TotalLevel(members.length, (epoch, total) => {
      this.#clock.epoch = epoch;
      this.#recorder?.record(total);
    });
  }
}

/** A recorder that feeds a total of this process. */
class FeedingRecorder extends TimeWeightedRecorder {
  constructor(
    outlet: Outlet,
    private readonly changes: ChangeList,
    private readonly member: number,
  ) {
    super(outlet);
  }

  override record(value: number): void {
    super.record(value);
    // Also if the member's own channel is excluded from the log.
    if (!this.active) this.check(value);
    this.changes.add(this.member, this.clock.epoch, value);
  }
}

/** A recorder that keeps its values for a total over several processes. */
class SharingRecorder extends TimeWeightedRecorder {
  readonly #changes = new ChangeList();

  constructor(
    outlet: Outlet,
    private readonly total: TotalDescription,
  ) {
    super(outlet);
  }

  override record(value: number): void {
    if (!this.active) return;
    super.record(value);
    this.#changes.add(0, this.clock.epoch, value);
  }

  override figures(end: number): SummaryFigures {
    const { count, epochs, values } = this.#changes;
    const feeds: FedTotal = {
      total: this.total,
      warmup: this.warmup,
      end,
      epochs: [...epochs.subarray(0, count)],
      values: [...values.subarray(0, count)],
    };
    return { ...super.figures(end), feeds };
  }
}
