import { DiscoError, InvalidInputError, type Problem } from '@disco-engine/kernel';

/** The error that an action throws. */
export function thrownBy(action: () => unknown): DiscoError {
  try {
    action();
  } catch (error) {
    if (error instanceof DiscoError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** The problems in the error of an action that refuses its input. */
export function problemsOf(action: () => unknown): readonly Problem[] {
  const error = thrownBy(action);
  if (error instanceof InvalidInputError) return error.problems;
  throw error;
}

export function codesOf(action: () => unknown): string[] {
  return problemsOf(action).map(({ code }) => code);
}
