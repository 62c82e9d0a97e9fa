/** How badly messages are treated. Each probability is a number from 0 to 1. */
export interface FaultOptions {
  /** Determines every fault: a whole number from 0 to 2^32 - 1. */
  readonly seed: number;
  /** Probability that a message arrives a second time, somewhat later. Default 1/8. */
  readonly repeat?: number | undefined;
  /** Probability that the held messages wait for another turn of the event loop. Default 1/2. */
  readonly delay?: number | undefined;
  /** Probability that a message is lost, which ends every run. Default 0. */
  readonly drop?: number | undefined;
}
