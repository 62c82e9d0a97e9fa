import { setImmediate as immediate } from 'node:timers/promises';

/**
 * The errors left unhandled while an action ran and in the turn after it. The test runner's listeners are removed
 * meanwhile.
 */
export async function unhandledDuring(action: () => unknown): Promise<unknown[]> {
  const errors: unknown[] = [];
  const events = ['unhandledRejection', 'uncaughtException'] as const;
  const others = events.map((event) => process.listeners(event as 'uncaughtException'));
  const catcher = (error: unknown): unknown => errors.push(error);
  for (const event of events) process.removeAllListeners(event).on(event, catcher);
  try {
    await action();
    await immediate();
    await immediate();
  } finally {
    events.forEach((event, index) => {
      process.removeAllListeners(event);
      for (const listener of others[index]) process.on(event, listener);
    });
  }
  return errors;
}
