import type { ThreadOptions } from './thread-options.js';

/** What a worker in a process of its own is given at its start. */
export interface ProcessOptions extends ThreadOptions {
  /** The folder with the sockets of the launch, which goes when the launcher is gone; there may be none. */
  readonly folder?: string | undefined;
}
