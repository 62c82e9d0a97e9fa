import { PhiloxStream } from './philox-stream.js';
import { RandomStream } from './random-stream.js';
import { checkSeed, streamKey } from './stream-key.js';

/** What all streams of one run are derived from. Both are whole numbers from 0 to 2^53 - 1. */
export interface RandomStreamsOptions {
  readonly masterSeed: number;
  /** Number of the replication, so that replications of one experiment differ and can each be repeated. */
  readonly replication: number;
  /**
   * Whether all draws are the complements of what they would be, so that a run errs on the other side: J. M. Hammersley and
   * K. W. Morton, "A New Monte Carlo Technique: Antithetic Variates", Proc. Cambridge Phil. Soc. 52(3), 1956. false by default.
   */
  readonly antithetic?: boolean | undefined;
}

/**
 * Opens the random streams of one run. A stream depends on the options and on its two names, and on nothing else: not on
 * other streams, not on the order in which they are opened, not on the worker.
 *
 * @throws DiscoError SEED_INVALID when an option is out of range
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

  /** A fresh stream at its first draw; opened again with the same names it gives the same draws again. */
  open(node: string, stream = ''): RandomStream {
    return RandomStream.fromState(streamKey(this.#masterSeed, this.#replication, node, stream), this.#antithetic);
  }

  /** As `open`, but the stream can go to any draw at once. Its draws are not those of `open`. */
  openCounterBased(node: string, stream = ''): PhiloxStream {
    return new PhiloxStream(streamKey(this.#masterSeed, this.#replication, node, stream), this.#antithetic);
  }
}
