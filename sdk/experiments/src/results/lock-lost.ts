import { DiscoError } from '@disco-engine/kernel';

/** The error of a process that was halted for so long that another one has taken over its claim on a results folder. */
export function lockLost(folder: string): DiscoError {
  const message =
    `another process took over ${folder} while this one showed no sign of life, for example because it was halted; ` +
    'this process writes no more to the folder; run the same command again when the other one has ended';
  return new DiscoError('RESULTS_LOCK_LOST', message, { file: folder });
}
