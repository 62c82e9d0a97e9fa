import { RandomStreams, type RandomStream } from '@disco-engine/kernel';
import { PHOLD_MEAN, PHOLD_MIN_DELAY, type PholdSize } from './phold.js';
import { ReferencePhold } from './reference-phold.js';

const UNIT = 2 ** -32;

/**
 * The reference loop with what a model cannot do without, a random stream of the engine for each process: where streams
 * are larger than the cache, they are what an event waits for, in a loop as in an engine.
 */
export class StreamsPhold extends ReferencePhold {
  private readonly streams: readonly RandomStream[];

  constructor(size: PholdSize, seed: number) {
    super(size, seed);
    const streams = new RandomStreams({ masterSeed: seed, replication: 0 });
    this.streams = Array.from({ length: size.processes }, (_, process) => streams.open(`process/${process}`));
  }

  override run(events: number): void {
    const { epochs, targets, handled, streams } = this;
    const processes = handled.length;
    let size = this.pending;
    for (let event = 0; event < events; event++) {
      const now = epochs[1] ?? NaN;
      const process = targets[1] ?? NaN;
      handled[process] = (handled[process] ?? NaN) + 1;

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

      const stream = streams[process] as RandomStream;
      const epoch = now + PHOLD_MIN_DELAY - PHOLD_MEAN * Math.log((stream.uint32() + 1) * UNIT);
      const target = stream.below(processes);

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
  }
}
