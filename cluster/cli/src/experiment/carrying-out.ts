import type { Served } from '../flags/http-flags.js';
import type { ExperimentRunOptions } from '@disco-engine/experiments';

/** What to run, and how to report the outcome. */
export interface CarryingOut {
  readonly options: Pick<ExperimentRunOptions, 'scenario' | 'results' | 'launch' | 'side' | 'shard'>;
  readonly folder: string;
  /** The command line that resumes it. */
  readonly command: string;
  readonly isJson: boolean;
  readonly served: Served;
}
