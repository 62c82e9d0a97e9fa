import type { RunOutcome } from '@disco-engine/cluster';
import { DiscoError, isDiscoError } from '@disco-engine/kernel';

/** What workers are told of a run that has ended with an error. */
export function outcomeOf(error: unknown): RunOutcome {
  if (isDiscoError(error, 'RUN_ABORTED')) return { status: 'canceled' };
  const code = error instanceof DiscoError ? ` [${error.code}]` : '';
  return { status: 'failed', reason: `${error instanceof Error ? error.message : String(error)}${code}` };
}
