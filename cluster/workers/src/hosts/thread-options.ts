import type { NetworkOptions } from '../worker/make-transport.js';
import type { ModelModules } from '../worker/run-spec.js';

/** What a worker on a thread is given at its start. */
export interface ThreadOptions {
  readonly modules: ModelModules;
  /** The transport for runs that leave it to the worker. */
  readonly own?: NetworkOptions | undefined;
}
