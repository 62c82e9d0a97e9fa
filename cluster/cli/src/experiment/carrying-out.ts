import type { ExperimentRunOptions } from '@disco-engine/experiments';

/** What is to be run, and how the outcome is told. */
export interface CarryingOut {
  readonly options: Pick<ExperimentRunOptions, 'scenario' | 'results' | 'launch' | 'side'>;
  readonly folder: string;
  /** A command line that goes on with it. */
  readonly command: string;
  readonly isJson: boolean;
}
