import type { Coordinator } from '@disco-engine/coordinator';
import { farmStatus, type FarmJobStatus } from '@disco-engine/coordinator/farm';

/** Milliseconds between two looks. */
const EVERY = 500;

/** Calls back with each change of the status, until all experiments have ended or the signal aborts. */
export async function watchStatus(
  coordinator: Coordinator,
  ids: readonly string[] | undefined,
  signal: AbortSignal,
  onChange: (all: readonly FarmJobStatus[]) => void,
): Promise<void> {
  for (let before = ''; !signal.aborted; await pause(signal)) {
    const all = await farmStatus(coordinator, ids);
    const now = JSON.stringify(all);
    if (now !== before) onChange(all);
    before = now;
    if (all.every(({ state }) => ['FINISHED', 'FAILED', 'CANCELED'].includes(state))) return;
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, EVERY);
    signal.addEventListener('abort', end);
  });
}
