import type { Clock, Timer } from '@disco-engine/transports/clock';

/** Waits for a promise, but at most this many milliseconds. Returns whether it settled in time. */
export async function within(clock: Clock, promise: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: Timer | undefined;
  const late = new Promise<false>((resolve) => (timer = clock.after(milliseconds, () => resolve(false))));
  try {
    return await Promise.race([promise.then(() => true), late]);
  } finally {
    timer?.cancel();
  }
}
