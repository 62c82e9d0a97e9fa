import { DiscoError } from '@disco-engine/kernel';
import type { Timer } from '@disco-engine/transports/clock';
import type { WorkerHandle } from '../hosts/worker-handle.js';
import type { StateReport } from '../worker/commands.js';
import { brokenLinksText } from './broken-links-text.js';
import type { Patience } from './launch-options.js';
import { sendToAll } from './send-to-all.js';

/**
 * Checks periodically whether a run still makes progress. It has stalled if all workers that step are waiting for
 * others, and for a while none has received or activated anything. A worker that does not answer is in a long handler,
 * so the run has not stalled.
 *
 * While a connection is broken, all may wait for it. Its session decides whether a worker is lost, which it does
 * earlier than this watch unless `stallAfter` is shorter than usual; the error then names the broken connections.
 */
export class StallWatch {
  #timer: Timer | undefined;
  #seen = '';
  #since = 0;
  #looking = false;

  /** @param stalled called at most once, with `RUN_STALLED` and what each worker is waiting for */
  constructor(
    private readonly handles: readonly WorkerHandle[],
    private readonly patience: Pick<Patience, 'stallAfter' | 'clock'>,
    private readonly stalled: (error: DiscoError) => void,
  ) {}

  start(): void {
    this.#seen = '';
    const { stallAfter, clock } = this.patience;
    this.#timer ??= clock.every(Math.max(stallAfter / 4, 10), () => void this.#look()).unref();
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      this.#judge(await sendToAll(this.handles, () => ({ command: 'state' })));
    } catch {
      // The worker's handle reports that it is gone.
      this.stop();
    } finally {
      this.#looking = false;
    }
  }

  #judge(reports: readonly StateReport[]): void {
    if (this.#timer === undefined) return;
    const active = reports.filter(({ state }) => state === 'ACTIVE');
    const standing = active.length > 0 && active.every(({ waitsFor }) => waitsFor !== undefined);
    const seen = standing
      ? JSON.stringify(reports.map(({ figures, traffic }) => [figures, traffic?.messagesReceived]))
      : '';
    const now = this.patience.clock.now();
    if (!standing || seen !== this.#seen) {
      this.#seen = seen;
      this.#since = now;
    } else if (now - this.#since >= this.patience.stallAfter) {
      this.stop();
      const waits = active.flatMap(({ waitsFor }) => waitsFor ?? []);
      const why = `no worker has made progress for ${this.patience.stallAfter} ms, but the horizon has not been reached`;
      const links = brokenLinksText(reports);
      const cause =
        links.length === 0
          ? 'a message must have been lost'
          : `${links.length === 1 ? 'a connection between workers is' : `${links.length} connections between workers are`} ` +
            "broken; check the network, or choose a longer 'stallAfter' (--stall-after)";
      this.stalled(new DiscoError('RUN_STALLED', [`${why}; ${cause}`, ...links, ...waits].join('\n  ')));
    }
  }
}
