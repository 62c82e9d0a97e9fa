import { PHOLD_MEAN, PHOLD_MIN_DELAY, type PholdSize } from './phold.js';

const UNIT = 2 ** -32;

/**
 * PHOLD as a handwritten loop without the engine: the yardstick for all benchmarks. A binary heap in typed arrays, with
 * a branchless choice of the smaller child in its sift-down, and Marsaglia's xorshift (13, 17, 5; "Xorshift RNGs",
 * Journal of Statistical Software 8(14), 2003) inlined. It pops, then pushes; putting the new event directly in the
 * root's place would be faster, but is a trick that works only because each PHOLD event sends exactly one.
 */
export class ReferencePhold {
  /** How many events each process has handled. */
  readonly handled: Int32Array;
  /** How many events are pending. */
  readonly pending: number;

  // The root is at 1; entries past the last are Infinity, so that a missing right child never wins.
  protected readonly epochs: Float64Array;
  protected readonly targets: Int32Array;
  private random: number;

  /** @param seed a 32-bit integer other than 0 */
  constructor(size: PholdSize, seed: number) {
    this.pending = size.processes * size.eventsPerProcess;
    this.handled = new Int32Array(size.processes);
    this.epochs = new Float64Array(this.pending + 2).fill(Infinity);
    this.targets = new Int32Array(this.pending + 2);
    this.random = seed | 0;
    const firstEpochs = Float64Array.from({ length: this.pending }, () => this.firstEpoch()).sort();
    // Ascending order is a heap.
    for (let place = 1; place <= this.pending; place++) {
      this.epochs[place] = firstEpochs[place - 1] ?? NaN;
      this.targets[place] = place % size.processes;
    }
  }

  /** Epoch of the next event. */
  get epoch(): number {
    return this.epochs[1] ?? NaN;
  }

  /** Handles `events` events: counts each at its process, and sends one to a random process. */
  run(events: number): void {
    const { epochs, targets, handled } = this;
    const perDraw = handled.length * UNIT;
    let random = this.random;
    let size = this.pending;
    for (let event = 0; event < events; event++) {
      const now = epochs[1] ?? NaN;
      handled[targets[1] ?? NaN] = (handled[targets[1] ?? NaN] ?? NaN) + 1;

      const lastEpoch = epochs[size] ?? NaN;
      const lastTarget = targets[size] ?? NaN;
      epochs[size--] = Infinity;
      let place = 1;
      let child = 2;
      while (child <= size) {
        child += +((epochs[child + 1] ?? NaN) < (epochs[child] ?? NaN));
        const epoch = epochs[child] ?? NaN;
        if (epoch >= lastEpoch) break;
        epochs[place] = epoch;
        targets[place] = targets[child] ?? NaN;
        place = child;
        child = place << 1;
      }
      epochs[place] = lastEpoch;
      targets[place] = lastTarget;

      random ^= random << 13;
      random ^= random >>> 17;
      random ^= random << 5;
      const epoch = now + PHOLD_MIN_DELAY - PHOLD_MEAN * Math.log((random >>> 0) * UNIT);
      random ^= random << 13;
      random ^= random >>> 17;
      random ^= random << 5;
      const target = Math.floor((random >>> 0) * perDraw);

      place = ++size;
      let parent = place >> 1;
      while (parent > 0 && (epochs[parent] ?? NaN) > epoch) {
        epochs[place] = epochs[parent] ?? NaN;
        targets[place] = targets[parent] ?? NaN;
        place = parent;
        parent = place >> 1;
      }
      epochs[place] = epoch;
      targets[place] = target;
    }
    this.random = random;
  }

  private firstEpoch(): number {
    this.random ^= this.random << 13;
    this.random ^= this.random >>> 17;
    this.random ^= this.random << 5;
    return PHOLD_MIN_DELAY - PHOLD_MEAN * Math.log((this.random >>> 0) * UNIT);
  }
}
