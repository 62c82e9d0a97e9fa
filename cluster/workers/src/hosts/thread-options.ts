import type { TransportSources } from '../worker/make-transport.js';
import type { ModelModules } from '../worker/run-spec.js';

/** What a worker on a thread is given at its start. */
export interface ThreadOptions extends Pick<TransportSources, 'own'> {
  readonly modules: ModelModules;
  /** URL of a module that exports a transport beside the registered ones. */
  readonly transport?: string | undefined;
}
