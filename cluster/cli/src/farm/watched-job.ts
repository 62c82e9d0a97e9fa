import type { Coordinator } from '@disco-engine/coordinator';
import type { FarmJobStatus } from '@disco-engine/coordinator/farm';
import { interruptible } from '../terminal/interruptible.js';
import { StatusLine } from '../terminal/status-line.js';
import { watchStatus } from './watch-status.js';

/** Shows the progress; Ctrl-C cancels the job. @returns whether it was not canceled here */
export async function watched(coordinator: Coordinator, id: string, isSilent: boolean): Promise<boolean> {
  const line = new StatusLine(process.stderr);
  let told: readonly string[] = [];
  const show = ([one]: readonly FarmJobStatus[]): void => {
    if (one === undefined || isSilent) return;
    line.show(() => progressText(one));
    for (const note of one.notes) if (!told.includes(note)) line.print(note);
    told = one.notes;
  };
  try {
    return await interruptible(
      async (signal) => {
        await watchStatus(coordinator, [id], signal, show);
        if (signal.aborted) await coordinator.order(id, 'cancel');
        return !signal.aborted;
      },
      () => line.end(),
    );
  } finally {
    line.end();
  }
}

/** One line that says how far a job is. */
export function progressText(status: FarmJobStatus): string {
  const { kind, state, isPaused, attempt = 0, members = [], finished, replications, running, queued } = status;
  const isOpen = state === 'QUEUED' || state === 'ASSIGNED';
  if (!isOpen && kind === 'run') return state.toLowerCase();
  const paused = isOpen && isPaused ? 'paused: ' : '';
  if (kind !== 'run')
    return `${paused}${finished} of ${replications} replications, ${running} running, ${queued} queued`;
  return `${paused}${state === 'ASSIGNED' ? `attempt ${attempt} on ${members.join(', ')}` : 'waits for workers'}`;
}
