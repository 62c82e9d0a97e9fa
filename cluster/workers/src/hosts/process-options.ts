import type { ThreadOptions } from './thread-options.js';

/** Start options of a worker in a separate process. */
export interface ProcessOptions extends ThreadOptions {
  /** The folder with the sockets of the launch, if there is one; it is removed when the launcher is gone. */
  readonly folder?: string | undefined;
  /** Milliseconds without a sign of life after which the launcher gives up on the process. */
  readonly lostAfter: number;
}

/**
 * What a process sends to its launcher in addition to its worker's messages, to show that it is neither stopped nor
 * stuck.
 */
export const SIGN_OF_LIFE = 'alive';
