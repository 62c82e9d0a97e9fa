/** How badly messages are treated. Each chance is a number from 0 to 1. */
export interface FaultOptions {
  /** Decides every fault: a whole number from 0 to 2^32 - 1. */
  readonly seed: number;
  /** The chance of a message to arrive a second time, some time later; 1/8 by default. */
  readonly repeat?: number | undefined;
  /** The chance that the messages which are held wait for another turn of the event loop; 1/2 by default. */
  readonly delay?: number | undefined;
  /** The chance of a message to be lost, which ends every run; 0 by default. */
  readonly drop?: number | undefined;
}
