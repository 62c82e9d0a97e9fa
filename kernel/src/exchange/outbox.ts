import { EVENT_WORDS } from './exchange-message.js';

/** Events waiting to be sent to one other worker, in the layout of a message. */
export class Outbox {
  count = 0;
  words = new Int32Array(64 * EVENT_WORDS);
  highCounters: Int32Array | undefined;
  payloads: unknown[] | undefined;

  add(epoch: number, to: number, from: number, counter: number, payload: unknown): void {
    let { words } = this;
    const at = this.count * EVENT_WORDS;
    if (at === words.length) words = this.grow();
    EPOCH[0] = epoch;
    words[at] = EPOCH_WORDS[0];
    words[at + 1] = EPOCH_WORDS[1];
    words[at + 2] = to;
    words[at + 3] = from;
    words[at + 4] = counter;
    if (counter >= HIGH) this.addHigh(counter);
    if (payload !== null || this.payloads !== undefined) this.addPayload(payload);
    this.count += 1;
  }

  clear(): void {
    this.count = 0;
    this.highCounters = undefined;
    this.payloads = undefined;
  }

  private addHigh(counter: number): void {
    this.highCounters ??= new Int32Array(this.words.length / EVENT_WORDS);
    this.highCounters[this.count] = Math.floor(counter / HIGH);
  }

  private addPayload(payload: unknown): void {
    this.payloads ??= Array.from({ length: this.count }, () => null);
    this.payloads.push(payload);
  }

  private grow(): Int32Array<ArrayBuffer> {
    const words = new Int32Array(this.words.length * 2);
    words.set(this.words);
    if (this.highCounters !== undefined) {
      const highs = new Int32Array(words.length / EVENT_WORDS);
      highs.set(this.highCounters);
      this.highCounters = highs;
    }
    return (this.words = words);
  }
}

const HIGH = 2 ** 32;
const EPOCH = new Float64Array(1);
const EPOCH_WORDS = new Int32Array(EPOCH.buffer);
