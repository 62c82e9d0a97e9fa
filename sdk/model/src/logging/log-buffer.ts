import type { LogBlock } from './log-sink.js';

/** Initial room for records: short runs need no more, and would otherwise use most of their memory for it. */
const FIRST = 1024;

/** Records of all channels that no sink has taken yet; its memory does not depend on the number of channels. */
export class LogBuffer implements LogBlock {
  count = 0;
  channels: Int32Array;
  indices: Int32Array;
  epochs: Float64Array;
  values: Float64Array;
  private room: number;

  /** @param empty called when the buffer is full; must set `count` to 0 or throw */
  constructor(
    private readonly capacity: number,
    private readonly empty: () => void,
  ) {
    this.room = Math.min(FIRST, capacity);
    this.channels = new Int32Array(this.room);
    this.indices = new Int32Array(this.room);
    this.epochs = new Float64Array(this.room);
    this.values = new Float64Array(this.room);
  }

  add(channel: number, epoch: number, index: number, value: number): void {
    const at = this.count++;
    this.channels[at] = channel;
    this.indices[at] = index;
    this.epochs[at] = epoch;
    this.values[at] = value;
    if (at + 1 < this.room) return;
    if (this.room < this.capacity) this.grow();
    else this.empty();
  }

  private grow(): void {
    const before = this.copy();
    this.room = Math.min(2 * this.room, this.capacity);
    this.channels = new Int32Array(this.room);
    this.indices = new Int32Array(this.room);
    this.epochs = new Float64Array(this.room);
    this.values = new Float64Array(this.room);
    this.channels.set(before.channels);
    this.indices.set(before.indices);
    this.epochs.set(before.epochs);
    this.values.set(before.values);
  }

  /** A copy of its contents. */
  copy(): LogBlock {
    const { count } = this;
    return {
      count,
      channels: this.channels.slice(0, count),
      indices: this.indices.slice(0, count),
      epochs: this.epochs.slice(0, count),
      values: this.values.slice(0, count),
    };
  }
}
