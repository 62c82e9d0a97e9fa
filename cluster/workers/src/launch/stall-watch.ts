import { DiscoError } from '@disco-engine/kernel';
import type { WorkerHandle } from '../hosts/worker-handle.js';
import type { StateReport } from '../worker/commands.js';
import { sendToAll } from './send-to-all.js';

/**
 * Looks now and then whether a run still moves. It stands where all workers that step wait for others, nobody has heard anything and
 * nobody has activated anything for a while. A worker that does not answer is in a long handler, and so does not stand.
 */
export class StallWatch {
  #timer: NodeJS.Timeout | undefined;
  #seen = '';
  #since = 0;
  #looking = false;

  /** @param stalled called at most once, with `RUN_STALLED` and what each worker waits for */
  constructor(
    private readonly handles: readonly WorkerHandle[],
    private readonly stallAfter: number,
    private readonly stalled: (error: DiscoError) => void,
  ) {}

  start(): void {
    this.#seen = '';
    this.#timer ??= setInterval(() => void this.#look(), Math.max(this.stallAfter / 4, 10)).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      this.#judge(await sendToAll(this.handles, () => ({ command: 'state' })));
    } catch {
      // A worker that is gone is told of by its handle.
      this.stop();
    } finally {
      this.#looking = false;
    }
  }

  #judge(reports: readonly StateReport[]): void {
    if (this.#timer === undefined) return;
    const active = reports.filter(({ state }) => state === 'ACTIVE');
    const standing = active.length > 0 && active.every(({ waitsFor }) => waitsFor !== undefined);
    const seen = standing ? JSON.stringify(reports.map(({ figures, messages }) => [figures, messages])) : '';
    const now = performance.now();
    if (!standing || seen !== this.#seen) {
      this.#seen = seen;
      this.#since = now;
    } else if (now - this.#since >= this.stallAfter) {
      this.stop();
      const waits = active.flatMap(({ waitsFor }) => waitsFor ?? []);
      const why = `no worker has made progress for ${this.stallAfter} ms, and the horizon is not reached`;
      this.stalled(new DiscoError('RUN_STALLED', [`${why}; a message must have been lost`, ...waits].join('\n  ')));
    }
  }
}
