import type { ReplicationWorkers } from '../../run/replication-workers.js';

/** Keeps workers between rounds of replications. */
export class WorkerPool {
  readonly #idle: ReplicationWorkers[] = [];

  constructor(private readonly launch: (workers: number) => Promise<ReplicationWorkers>) {}

  /** Workers that return to the pool when closed. @param workers number that share a replication, the same in every call */
  async take(workers: number): Promise<ReplicationWorkers> {
    const taken = this.#idle.pop() ?? (await this.launch(workers));
    return {
      transitions: taken.transitions,
      get isBroken() {
        return taken.isBroken;
      },
      start: (options) => taken.start(options),
      close: async () => {
        if (taken.isBroken) return taken.close();
        this.#idle.push(taken);
      },
    };
  }

  async close(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((workers) => workers.close()));
  }
}
