import { DiscoError } from '../errors.js';
import type { Cancellation } from './run-options.js';

/** A run was asked to stop, and did so between two activations. It is intact and can continue. */
export class RunAborted extends DiscoError {
  override readonly name = 'AbortError';

  constructor(epoch: number, reason: unknown) {
    super('RUN_ABORTED', `the run was aborted at epoch ${epoch}`, { epoch }, { cause: reason });
  }
}

/** Waits for a promise, or for the abort signal if that comes first. */
export async function orAborted(resumed: Promise<void>, signal: Cancellation | undefined): Promise<void> {
  if (signal === undefined) return resumed;
  if (signal.aborted) return;
  let stop = (): void => {};
  const aborted = new Promise<void>((resolve) => (stop = resolve));
  signal.addEventListener('abort', stop);
  try {
    await Promise.race([resumed, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
