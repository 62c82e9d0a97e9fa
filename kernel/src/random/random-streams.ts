import { PhiloxStream } from './philox-stream.js';
import { RandomStream } from './random-stream.js';
import { checkSeed, streamKey } from './stream-key.js';

/** The origin of all streams of a run. Both numbers are whole, from 0 to 2^53 - 1. */
export interface RandomStreamsOptions {
  readonly masterSeed: number;
  /** Number of the replication. Replications of an experiment differ, and each can be repeated. */
  readonly replication: number;
  /**
   * Whether to replace all draws by their complements, so that a run errs in the opposite direction: J. M. Hammersley
   * and K. W. Morton, "A New Monte Carlo Technique: Antithetic Variates", Proc. Cambridge Phil. Soc. 52(3), 1956.
   * Default false.
   */
  readonly antithetic?: boolean | undefined;
}

/**
 * Opens the random streams of one run. A stream depends only on the options and its two names: not on other streams,
 * the order in which they are opened, or the worker.
 *
 * @throws DiscoError SEED_INVALID if an option is out of range
 */
export class RandomStreams {
  readonly #masterSeed: number;
  readonly #replication: number;
  readonly #antithetic: boolean;

  constructor({ masterSeed, replication, antithetic = false }: RandomStreamsOptions) {
    checkSeed('masterSeed', masterSeed);
    checkSeed('replication', replication);
    this.#masterSeed = masterSeed;
    this.#replication = replication;
    this.#antithetic = antithetic;
  }

  /** A new stream at its first draw; opening it again with the same names repeats the same draws. */
  open(node: string, stream = ''): RandomStream {
    return RandomStream.fromState(streamKey(this.#masterSeed, this.#replication, node, stream), this.#antithetic);
  }

  /** Like `open`, but the stream can jump to any draw. Its draws differ from those of `open`. */
  openCounterBased(node: string, stream = ''): PhiloxStream {
    return new PhiloxStream(streamKey(this.#masterSeed, this.#replication, node, stream), this.#antithetic);
  }
}
