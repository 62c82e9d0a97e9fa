import { entryAt } from '@disco-engine/kernel';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

const THREAD = fileURLToPath(new URL('reference-thread.js', import.meta.url));

/**
 * The time of two simultaneous reference loops, each on its own thread, relative to their time in sequence. 0.5 means
 * that two cores are available to this process alone; other processes, and shared caches, make it larger.
 *
 * @param events of each loop
 */
export async function pairOfReferences(events: number): Promise<number> {
  const threads = [new Worker(THREAD), new Worker(THREAD)];
  const seconds = async (chosen: readonly Worker[], count: number): Promise<number> => {
    const start = performance.now();
    await Promise.all(
      chosen.map(async (thread) => {
        const done = once(thread, 'message');
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        thread.postMessage(count);
        await done;
      }),
    );
    return performance.now() - start;
  };
  try {
    await seconds(threads, Math.ceil(events / 10));
    const inTurn = (await seconds([entryAt(threads, 0)], events)) + (await seconds([entryAt(threads, 1)], events));
    return (await seconds(threads, events)) / inTurn;
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}
