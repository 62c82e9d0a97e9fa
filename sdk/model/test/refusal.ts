import { DiscoError, InvalidInputError, type Problem } from '@disco-engine/sdk';

/** The error that an action throws, or with which its promise rejects. */
export async function refusal(action: () => unknown): Promise<DiscoError> {
  try {
    await action();
  } catch (error) {
    if (error instanceof DiscoError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

export function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

/** The problems of invalid input that an action reports, each as `CODE: message`. */
export function problemsOf(action: () => unknown): string[] {
  const error = thrownBy(action);
  if (!(error instanceof InvalidInputError)) throw error;
  return error.problems.map(({ code, message }: Problem) => `${code}: ${message}`);
}
