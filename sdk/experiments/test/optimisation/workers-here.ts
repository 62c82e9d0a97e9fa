import { setTimeout as sleep } from 'node:timers/promises';
import type { ReplicationWorkers } from '@disco-engine/experiments';
import { Simulation, type ModelClass } from '@disco-engine/sdk';

/** Runs replications on this thread, each after a delay, so that they end in a different order than they began; counts its starts. */
export class WorkersHere {
  started = 0;
  launched = 0;
  #open = 0;

  constructor(
    private readonly model: ModelClass,
    private readonly delays: readonly number[],
    private readonly onStart: (started: number) => void = () => undefined,
  ) {}

  /** Number of launched workers that are not closed. */
  get open(): number {
    return this.#open;
  }

  readonly launch = async (): Promise<ReplicationWorkers> => {
    this.launched += 1;
    this.#open += 1;
    return {
      transitions: { subscribe: () => ({ unsubscribe: () => undefined }) },
      isBroken: false,
      start: async ({ until, log, signal, scenario, seed, replication, parameters }) => {
        const wait = this.delays[this.started % this.delays.length];
        this.onStart(++this.started);
        const run = async (): ReturnType<typeof this.runOne> => {
          if (wait !== undefined) await sleep(wait);
          return this.runOne({ until, warmup: log.warmup, signal }, { scenario, seed, replication, parameters });
        };
        return { finished: run(), pause: async () => undefined, resume: async () => undefined };
      },
      close: async () => void (this.#open -= 1),
    };
  };

  private async runOne(
    { until, warmup, signal }: { readonly until: number; readonly warmup: number; readonly signal: AbortSignal },
    settings: Parameters<typeof Simulation.create>[1],
  ): Promise<Awaited<Awaited<ReturnType<ReplicationWorkers['start']>>['finished']>> {
    const simulation = await Simulation.create(this.model, { ...settings, log: { sinks: [], warmup } });
    try {
      await simulation.run({ until, signal });
      const { digest, epoch, activationCount: activations, eventCount: events } = simulation;
      return { digest, epoch, activations, events, perWorker: [], log: { channels: simulation.summaries() } };
    } finally {
      await simulation.dispose();
    }
  }
}
