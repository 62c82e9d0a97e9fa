import type { Line } from '../terminal/styled.js';
import { isOneRun } from './run-spec.js';

/** `disco run`: an argument names the file of an experiment; without one, flags say what to run once. */
export async function run(argv: readonly string[]): Promise<number | string | readonly Line[]> {
  if (isOneRun(argv)) return (await import('./run-command.js')).runOnWorkers(argv);
  return (await import('../experiment/experiment-command.js')).runExperimentFile(argv);
}
