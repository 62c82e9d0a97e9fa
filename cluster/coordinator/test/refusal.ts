import { DiscoError } from '@disco-engine/kernel';

/** The error with which an action is refused. */
export async function refusal(action: Promise<unknown>): Promise<DiscoError> {
  try {
    await action;
  } catch (error) {
    if (error instanceof DiscoError) return error;
    throw error;
  }
  throw new Error('the action was not refused');
}
