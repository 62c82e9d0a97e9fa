import type { TransportSources } from '../worker/make-transport.js';
import type { ModelModules } from '../worker/run-spec.js';

/** Start options of a worker on a thread. */
export interface ThreadOptions extends Pick<TransportSources, 'own'> {
  readonly modules: ModelModules;
  /** URL of a module that exports a transport, in addition to the registered ones. */
  readonly transport?: string | undefined;
}
