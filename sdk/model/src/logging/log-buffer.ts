import type { LogBlock } from './log-sink.js';

/** Records that no sink has taken yet, of all channels together: its memory does not grow with their number. */
export class LogBuffer implements LogBlock {
  count = 0;
  readonly channels: Int32Array;
  readonly indices: Int32Array;
  readonly epochs: Float64Array;
  readonly values: Float64Array;

  /** @param empty called when it is full; must set `count` to 0 or throw */
  constructor(
    private readonly capacity: number,
    private readonly empty: () => void,
  ) {
    this.channels = new Int32Array(capacity);
    this.indices = new Int32Array(capacity);
    this.epochs = new Float64Array(capacity);
    this.values = new Float64Array(capacity);
  }

  add(channel: number, epoch: number, index: number, value: number): void {
    const at = this.count++;
    this.channels[at] = channel;
    this.indices[at] = index;
    this.epochs[at] = epoch;
    this.values[at] = value;
    if (at + 1 >= this.capacity) this.empty();
  }

  /** What it holds, in arrays of its own. */
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
