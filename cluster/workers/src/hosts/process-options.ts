import type { ThreadOptions } from './thread-options.js';

/** What a worker in a process of its own is given at its start. */
export interface ProcessOptions extends ThreadOptions {
  /** The folder with the sockets of the launch, which goes when the launcher is gone; there may be none. */
  readonly folder?: string | undefined;
  /** Milliseconds without a sign of life after which the launcher gives the process up. */
  readonly lostAfter: number;
}

/** What a process tells its launcher besides the messages of its worker: that it is neither stopped nor stuck. */
export const SIGN_OF_LIFE = 'alive';
