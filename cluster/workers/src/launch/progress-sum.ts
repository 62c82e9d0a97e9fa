import type { Subscription } from '@disco-engine/kernel';
import type { WorkerHandle } from '../hosts/worker-handle.js';
import type { PartFigures } from '../worker/run-part.js';
import type { StartOptions } from './start-options.js';

/** Combines the workers' progress into that of the run. */
export class ProgressSum {
  readonly #latest: PartFigures[];
  readonly #subscriptions: readonly Subscription[];

  /** @param failed called with any error that the caller's `onProgress` throws */
  constructor(
    handles: readonly WorkerHandle[],
    private readonly options: StartOptions,
    private readonly failed: (error: Error) => void,
  ) {
    this.#latest = handles.map(() => ({ epoch: 0, activations: 0, events: 0 }));
    this.#subscriptions = handles.map(({ progress }, worker) =>
      progress.subscribe((figures) => {
        this.#latest[worker] = figures;
        this.#tell();
      }),
    );
  }

  /** The greatest epoch reported so far. */
  get epoch(): number {
    return Math.max(...this.#latest.map(({ epoch }) => epoch));
  }

  end(figures: readonly PartFigures[]): void {
    this.#latest.splice(0, Infinity, ...figures);
    this.#tell();
  }

  stop(): void {
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
  }

  #tell(): void {
    const { onProgress, until } = this.options;
    if (onProgress === undefined) return;
    const sum = (of: (figures: PartFigures) => number): number =>
      this.#latest.reduce((total, figures) => total + of(figures), 0);
    try {
      onProgress({
        epoch: Math.min(...this.#latest.map(({ epoch }) => epoch)),
        until,
        activations: sum(({ activations }) => activations),
        events: sum(({ events }) => events),
      });
    } catch (error) {
      this.failed(error instanceof Error ? error : new Error(String(error)));
    }
  }
}
